"""The types a DMN file names: the built-in ones under all their spellings, and the file's own item definitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.feel.temporal import duration, parsed
from baton.engine.dmn.feel.values import kind

BUILT_IN = {
    "string": "string",
    "boolean": "boolean",
    **dict.fromkeys(("number", "integer", "long", "double", "decimal"), "number"),
    "date": "date",
    "time": "time",
    **dict.fromkeys(("dateTime", "date and time"), "date and time"),
    **dict.fromkeys(("days and time duration", "dayTimeDuration"), "days and time duration"),
    **dict.fromkeys(("years and months duration", "yearMonthDuration"), "years and months duration"),
}


@dataclass(frozen=True)
class ItemDefinition:
    """A named type of the file: its base, whether it is a list, and the values it allows (as written)."""

    base: str | None
    is_collection: bool
    allowed: str | None


@dataclass(frozen=True)
class Type:
    """What a value must be: a kind of value, perhaps in a list; no kind allows anything."""

    kind: str | None = None
    is_collection: bool = False
    allowed: str | None = None

    def accepted(self, value: Any, place: str, kinds: frozenset[str]) -> Any:
        """The value, ISO text turned into dates; ``kinds`` are those its column compares with. Raises ``DecisionError``."""
        if value is None or self.kind is None:
            return value
        if self.is_collection and isinstance(value, (list, tuple)):
            return [Type(self.kind).accepted(item, place, kinds) for item in value]
        found = kind(value)
        if found == "string" and self.kind not in ("string", "number", "boolean"):
            return self._read(value, place)
        if found != self.kind and found not in kinds:
            raise DecisionError(f"{place} must be a {self.kind}; {value!r:.60} is a {found}.")
        return value

    def _read(self, text: str, place: str) -> Any:
        try:
            return duration(text) if "duration" in str(self.kind) else parsed(str(self.kind), text)
        except ValueError:
            raise DecisionError(f"{place} must be a {self.kind}; {text!r:.60} is none.") from None


ANY = Type()


def resolved(name: str | None, definitions: Mapping[str, ItemDefinition]) -> Type:
    """The type behind a ``typeRef``; structures and unknown names allow anything."""
    is_collection, allowed = False, None
    for _ in range(10):
        plain = (name or "").rpartition(":")[2].strip()
        if plain not in definitions:
            return Type(BUILT_IN.get(plain), is_collection, allowed)
        definition = definitions[plain]
        is_collection, allowed, name = is_collection or definition.is_collection, allowed or definition.allowed, definition.base
    return ANY
