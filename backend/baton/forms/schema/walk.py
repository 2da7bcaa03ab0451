"""Where schemas stand inside a schema, so that nothing mistakes a property called ``items`` for a keyword."""

from collections.abc import Iterator, Mapping
from typing import Any

MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLES = (
    "items", "additionalItems", "additionalProperties", "not", "if", "then", "else",
    "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema",
)  # fmt: skip
# Applicators that look at the same value as the schema they stand in; a circle of them never ends.
IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies")

Step = tuple[str | int, ...]


def parts(schema: Mapping[str, Any]) -> Iterator[tuple[Step, Any]]:
    """Each direct sub-schema with its place below ``schema``."""
    for keyword in MAPS:
        value = schema.get(keyword)
        if isinstance(value, Mapping):
            yield from (((keyword, key), sub) for key, sub in value.items() if isinstance(sub, (Mapping, bool)))
    for keyword in (*LISTS, "items"):
        value = schema.get(keyword)
        if isinstance(value, list):
            yield from (((keyword, index), sub) for index, sub in enumerate(value) if isinstance(sub, (Mapping, bool)))
    for keyword in SINGLES:
        value = schema.get(keyword)
        if isinstance(value, (Mapping, bool)):
            yield (keyword,), value


def everywhere(schema: Any, place: Step = ()) -> Iterator[tuple[Step, Mapping[str, Any]]]:
    """``schema`` and every schema below it that is written as an object, outermost first."""
    waiting: list[tuple[Step, Any]] = [(place, schema)]
    while waiting:
        here, current = waiting.pop()
        if isinstance(current, Mapping):
            yield here, current
            waiting.extend((here + step, sub) for step, sub in parts(current))
