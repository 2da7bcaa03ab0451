"""Every field that a schema may bring in at a place, whatever the answers are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.merge import types
from baton.forms.schema.shape import FIXED, Node, shape_of

_MOST = 2_000
_ALTERNATIVES = ("allOf", "anyOf", "oneOf")
_BRANCHES = ("then", "else")


@dataclass(frozen=True)
class Reach:
    """One place: the schemas that may apply there, those of alternatives and conditions as well. ``said`` are those that are said
    of it outright."""

    compiled: Compiled
    said: tuple[Any, ...]
    schemas: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, compiled: Compiled, said: Iterable[Any]) -> "Reach":
        told = tuple(said)
        return cls(compiled, told, tuple(_applying(compiled, told)))

    @property
    def names(self) -> set[str]:
        """The fields of the group."""
        return {name for schema in self.schemas for name in schema.get("properties", ())}

    @property
    def takes_anything(self) -> bool:
        """Whether fields that nobody named may stand here."""
        free = any(schema.get("additionalProperties") or schema.get("patternProperties") for schema in self.schemas)
        return free or not any(schema.keys() - {"title", "description"} for schema in self.schemas)

    def field(self, name: str) -> "Reach | None":
        found = [schema["properties"][name] for schema in self.schemas if name in schema.get("properties", ())]
        return Reach.of(self.compiled, found) if found else None

    def rows(self, index: int | None = None) -> "Reach | None":
        """Any row, or the one of that number."""
        found: list[Any] = []
        for schema in self.schemas:
            fixed = schema.get("prefixItems", [])
            found += fixed if index is None else fixed[index : index + 1]
            found += [schema["items"]] if isinstance(schema.get("items"), Mapping) else []
        return Reach.of(self.compiled, found) if found else None

    def entries(self) -> "Reach | None":
        """What people name themselves."""
        if not any(schema.get("additionalProperties") or schema.get("patternProperties") for schema in self.schemas):
            return None
        found = [schema["additionalProperties"] for schema in self.schemas if "additionalProperties" in schema]
        return Reach.of(
            self.compiled, [*found, *(sub for schema in self.schemas for sub in schema.get("patternProperties", {}).values())]
        )

    def kinds(self) -> set[str]:
        """The kinds of place that it can be; none where anything may stand there."""
        found: set[str] = set()
        for number, schema in enumerate(self.said):
            node = Node(schema, {}, path=f"~looked-at-{number}", depth=1)
            shape = shape_of(self.compiled, node, MISSING)
            if not types(shape.schema):
                return set()
            found.add(shape.kind)
            for index in range(len(shape.variant.options) if shape.variant else 0):
                found.add(shape_of(self.compiled, replace(node), MISSING, index).kind)
        return found - {FIXED}


def _applying(compiled: Compiled, said: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    waiting, known = list(said), set[int]()
    while waiting and len(known) < _MOST:
        schema = waiting.pop(0)
        if not isinstance(schema, Mapping) or id(schema) in known:
            continue
        known.add(id(schema))
        plain = compiled.resolved(schema)
        yield plain
        for word in _ALTERNATIVES:
            waiting += plain.get(word, [])
        waiting += [plain[word] for word in _BRANCHES if word in plain]
        waiting += plain.get("dependentSchemas", {}).values()
