"""``oneOf`` and ``anyOf``: which of several shapes a value has, or a plain choice written the long way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.merge import Schema, merge, type_of, types

_KINDS = {
    "object": "Group {number}", "array": "List {number}", "string": "Text {number}", "number": "Number {number}",
    "integer": "Number {number}", "boolean": "Yes or no {number}",
}  # fmt: skip
_WORDS_ONLY = frozenset(("required", "title", "description"))


@dataclass(frozen=True, slots=True)
class Variant:
    """The alternatives of a value and the one that is meant."""

    index: int
    options: tuple[Schema, ...]

    def titles(self) -> list[tuple[str, str]]:
        """The title of each alternative (empty where it has none), and what to call it instead."""
        return [(str(option.get("title") or ""), _kind(option)) for option in self.options]


def _kind(option: Schema) -> str:
    named = [name for name in types(option) if name != "null"]
    return _KINDS.get(named[0] if named else "", "Option {number}")


def constants(options: tuple[Schema, ...]) -> list[Any] | None:
    """The values of ``options`` when each of them is just one value, else None."""
    found = []
    for option in options:
        if "properties" in option:
            return None
        if "const" in option:
            found.append(option["const"])
        elif len(option.get("enum") or ()) == 1:
            found.append(option["enum"][0])
        else:
            return None
    return found


def alternatives(compiled: Compiled, schema: Schema) -> tuple[Schema, ...]:
    """The alternatives of ``schema`` that a person has to tell apart."""
    for keyword in ("oneOf", "anyOf"):
        if isinstance(schema.get(keyword), list):
            return tuple(compiled.resolved(option) for option in schema[keyword])
    return ()


def chosen(compiled: Compiled, schema: Schema, value: Any, wanted: int | None = None) -> tuple[Schema, Variant | None]:
    """``schema`` with the alternative that ``value`` (or ``wanted``, from the page) means folded in."""
    options = alternatives(compiled, schema)
    if not options or constants(options) is not None:
        return schema, None
    base = {key: word for key, word in schema.items() if key not in ("oneOf", "anyOf")}
    if not any(option.keys() - _WORDS_ONLY for option in options):
        return base, None  # "at least one of these is required": nothing to choose
    index = wanted if wanted is not None and 0 <= wanted < len(options) else _meant(compiled, options, value)
    return merge(base, compiled.effective(options[index], value)), Variant(index, options)


def _meant(compiled: Compiled, options: tuple[Schema, ...], value: Any) -> int:
    def likeness(index: int) -> tuple[bool, bool, int, int, int]:
        option = options[index]
        fits = value is not MISSING and compiled.holds(option, value)
        is_kind = value is not MISSING and (not types(option) or type_of(value) in types(option))
        return fits, is_kind, _known(option, value), _overlap(compiled, option, value), -index

    return max(range(len(options)), key=likeness)


def _known(option: Schema, value: Any) -> int:
    """How many parts of the value the alternative has a place for."""
    if not isinstance(value, Mapping):
        return 0
    takes_any = option.get("additionalProperties") or option.get("patternProperties")
    return len(value) if takes_any else len(value.keys() & option.get("properties", {}).keys())


def _overlap(compiled: Compiled, option: Schema, value: Any) -> int:
    if not isinstance(value, Mapping):
        return 0
    properties = option.get("properties", {})
    shared = [key for key in value if key in properties]
    hits = [key for key in shared if compiled.resolved(properties[key]).get("const", MISSING) == value[key]]
    return len(shared) + len(hits)
