"""Which entries of a group a schema has looked at, for ``unevaluatedProperties``: the library's rules, with patterns on RE2."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import ValidationError

from baton.forms.rules.patterns import matches

_IN_PLACE = ("allOf", "oneOf", "anyOf")


def unevaluated_properties(validator: Any, rest: Any, value: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    if not validator.is_type(value, "object"):
        return
    known = set(_evaluated(validator, value, {key: word for key, word in schema.items() if key != "unevaluatedProperties"}))
    for key in value.keys() - known:
        if next(iter(validator.descend(value[key], rest)), None) is not None:
            yield ValidationError(f"not expected: {key!r}", path=[key])


def _evaluated(validator: Any, value: Mapping[str, Any], schema: Any) -> Iterator[str]:
    if not isinstance(schema, Mapping):
        return
    if isinstance(schema.get("$ref"), str):
        target = validator._resolver.lookup(schema["$ref"])
        yield from _evaluated(validator.evolve(schema=target.contents, _resolver=target.resolver), value, target.contents)
    yield from _named(validator, value, schema)
    for part in _asked(validator, value, schema):
        yield from _evaluated(validator, value, part)


def _named(validator: Any, value: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    yield from schema.get("properties", {}).keys() & value.keys()
    for pattern in schema.get("patternProperties", {}):
        yield from (key for key in value if matches(pattern, key))
    for word in ("additionalProperties", "unevaluatedProperties"):
        if word in schema:
            yield from value


def _asked(validator: Any, value: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Any]:
    """The schemas for the same value that hold, as far as they have a say."""

    def holds(part: Any) -> bool:
        return next(iter(validator.descend(value, part)), None) is None

    for key, part in schema.get("dependentSchemas", {}).items():
        if key in value:
            yield part
    for word in _IN_PLACE:
        yield from (part for part in schema.get(word, ()) if holds(part))
    if "if" in schema:
        if holds(schema["if"]):
            yield schema["if"]
            yield schema.get("then")
        else:
            yield schema.get("else")
