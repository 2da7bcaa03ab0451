"""One form made ready for use: references resolved, conditions decided for given values, one validator for all."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT7, DRAFT202012

from baton.domain.forms import Form
from baton.forms.rules.formats import CHECKER
from baton.forms.rules.validators import Draft7, Modern, dialect
from baton.forms.schema.merge import Schema, merge
from baton.forms.schema.normalise import normalise, takes_options
from baton.forms.schema.walk import everywhere


class _Absence(Enum):
    """An enum member stays itself however values are copied."""

    MISSING = "missing"


# No value at all, which is something else than null.
MISSING: Any = _Absence.MISSING
# The library stumbles over a pointer into something that is no container.
UNRESOLVABLE = (Unresolvable, TypeError, KeyError, ValueError)
_FOLDED = frozenset(("allOf", "if", "then", "else", "dependentRequired", "dependentSchemas"))
_REVEALING = frozenset(("if", "dependentSchemas", "dependentRequired", "oneOf", "anyOf"))
_DEEPEST_FOLD = 12
_LONGEST_REFERENCE_CHAIN = 20


def registry_of(schema: Schema) -> Any:
    """Only what stands in the schema itself can be referred to; nothing is ever fetched."""
    specification = DRAFT7 if dialect(schema) is Draft7 else DRAFT202012
    return Registry().with_resource("", specification.create_resource(dict(schema))).crawl()


def _depends(schema: Schema) -> bool:
    """Whether what is asked may differ from value to value."""
    options = [option for word in ("oneOf", "anyOf") for option in schema.get(word, ())]
    return bool(_FOLDED & schema.keys()) or not all(isinstance(option, Mapping) and "const" in option for option in options)


def _says(ui: Any, word: str) -> bool:
    """Whether the ui schema uses ``word`` anywhere."""
    below = ui.values() if isinstance(ui, Mapping) else ui if isinstance(ui, list) else ()
    return (isinstance(ui, Mapping) and word in ui) or any(_says(part, word) for part in below)


class Compiled:
    """A form's schema in one spelling, with what depends on values worked out on demand."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.schema: Schema = normalise(form.schema)
        self.ui: Mapping[str, Any] = form.ui
        self._registry = registry_of(self.schema)
        self._resolver = self._registry.resolver("")
        self._probe = Modern(self.schema, registry=self._registry, format_checker=CHECKER)
        self.computes = _says(self.ui, "ui:computed")
        self.has_rules = _says(self.ui, "ui:rules")
        self.looks_up = _says(self.ui, "ui:lookup") or _says(self.ui, "lookup")
        self.is_fixed = not self.has_rules and not any(_depends(schema) for _, schema in everywhere(self.schema))
        self.takes_options = takes_options(form.schema)
        self.reveals = self.has_rules or self.computes or any(_REVEALING & schema.keys() for _, schema in everywhere(self.schema))
        self.settled: dict[str, Any] = {}  # shapes that no value changes, by path; found on the way, see ``shape_of``
        self.validator = self._probe
        if dialect(form.schema) is Draft7:
            self.validator = Draft7(form.schema, registry=registry_of(form.schema), format_checker=CHECKER)

    def resolved(self, schema: Any) -> Schema:
        """``schema`` without ``$ref``; words beside the reference win over words behind it."""
        for _ in range(_LONGEST_REFERENCE_CHAIN):
            if not isinstance(schema, Mapping):
                return {"not": {}} if schema is False else {}
            if "$ref" not in schema:
                break
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            target = self._target(schema["$ref"])
            schema = {**target, **beside} if isinstance(target, Mapping) else target
        else:
            return {}
        found: Schema = schema
        return found

    def _target(self, reference: str) -> Any:
        try:
            return self._resolver.lookup(reference).contents
        except UNRESOLVABLE:
            return {}

    def holds(self, schema: Any, value: Any) -> bool:
        """Whether ``value`` satisfies ``schema``, for choosing branches."""
        return bool(self._probe.evolve(schema=schema).is_valid({} if value is MISSING else value))

    def is_plain(self, schema: Any) -> bool:
        """Whether nothing in ``schema`` itself depends on a value."""
        return not _FOLDED & self.resolved(schema).keys()

    def effective(self, schema: Any, value: Any, depth: int = 0) -> Schema:
        """What is asked of ``value`` as it stands: conditions decided and folded in. ``oneOf`` and ``anyOf`` stay."""
        plain = self.resolved(schema)
        if depth > _DEEPEST_FOLD or not _FOLDED & plain.keys():
            return plain
        merged = {key: part for key, part in plain.items() if key not in _FOLDED}
        for part in self._asked(plain, value):
            merged = merge(merged, self.effective(part, value, depth + 1))
        return merged

    def _asked(self, schema: Schema, value: Any) -> Iterator[Any]:
        yield from schema.get("allOf", ())
        if "if" in schema:
            yield schema.get("then" if self.holds(schema["if"], value) else "else", True)
        if isinstance(value, Mapping):
            for key, names in schema.get("dependentRequired", {}).items():
                if key in value:
                    yield {"required": names}
            for key, part in schema.get("dependentSchemas", {}).items():
                if key in value:
                    yield self._dependent(key, self.resolved(part), value)

    def _dependent(self, key: str, part: Schema, value: Mapping[str, Any]) -> Schema:
        """``oneOf`` below a dependency is a switch on the property it depends on, not a choice of its own."""
        if "oneOf" not in part:
            return part
        rest = {name: word for name, word in part.items() if name != "oneOf"}
        for option in map(self.resolved, part["oneOf"]):
            properties = option.get("properties", {})
            if self.holds({"properties": {key: properties.get(key, True)}}, value):
                others = {name: sub for name, sub in properties.items() if name != key}
                return merge(rest, {**option, "properties": others})
        return rest
