"""The JSON Schema validators: the library's, with patterns on RE2 and multiples counted in decimals."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from baton.forms.rules.evaluated import unevaluated_properties
from baton.forms.rules.patterns import matches

Errors = Iterator[ValidationError]
_ONE_OF: Any = Draft202012Validator.VALIDATORS["oneOf"]  # draft 7 has the same
_NAMED = {"const", "title", "description"}


def _pattern(validator: Validator, pattern: str, value: Any, _: Any) -> Errors:
    if validator.is_type(value, "string") and not matches(pattern, value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: Mapping[str, Any], value: Any, _: Any) -> Errors:
    if not validator.is_type(value, "object"):
        return
    for pattern, schema in patterns.items():
        for key, item in value.items():
            if matches(pattern, key):
                yield from validator.descend(item, schema, path=key, schema_path=pattern)


def extra_keys(schema: Mapping[str, Any], value: Mapping[str, Any]) -> list[str]:
    """The keys of ``value`` that neither ``properties`` nor ``patternProperties`` name."""
    named = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    return [key for key in value if key not in named and not any(matches(pattern, key) for pattern in patterns)]


def _additional_properties(validator: Any, allowed: Any, value: Any, schema: Mapping[str, Any]) -> Errors:
    if not validator.is_type(value, "object"):
        return
    extras = extra_keys(schema, value)
    if isinstance(allowed, Mapping):
        for key in extras:
            yield from validator.descend(value[key], allowed, path=key)
    elif not allowed and extras:
        yield ValidationError(f"not expected: {', '.join(map(repr, extras))}")


def _multiple_of(validator: Validator, step: Any, value: Any, _: Any) -> Errors:
    # 19.99 is a multiple of 0.01, which binary fractions cannot see.
    if not validator.is_type(value, "number"):
        return
    try:
        exact = Decimal(str(value)) % Decimal(str(step)) == 0
    except InvalidOperation:
        exact = False
    if not exact:
        yield ValidationError(f"{value!r} is not a multiple of {step}")


def _unique_items(validator: Validator, wanted: bool, value: Any, _: Any) -> Errors:
    # The library compares every pair, which ten thousand rows turn into minutes.
    if wanted and validator.is_type(value, "array") and len({identity(item) for item in value}) < len(value):
        yield ValidationError("has equal entries")


def _one_of(validator: Any, options: Any, value: Any, schema: Any) -> Errors:
    # Choosing from a list is the usual case, and looking into every alternative ten times as slow.
    if not (isinstance(value, str) and _chosen(options, value)):
        yield from _ONE_OF(validator, options, value, schema)


def _chosen(options: Any, value: str) -> bool:
    """Whether the alternatives are nothing but values, of which this text is one."""
    plain = all(isinstance(option, dict) and "const" in option and option.keys() <= _NAMED for option in options)
    return plain and [option["const"] for option in options].count(value) == 1


def identity(value: Any) -> Any:
    """Equal for values that JSON calls equal (1 and 1.0, but not 1 and true), and hashable."""
    if isinstance(value, Mapping):
        return frozenset((key, identity(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(identity(item) for item in value)
    return isinstance(value, bool), value


_KEYWORDS: dict[str, Any] = {
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional_properties,
    "multipleOf": _multiple_of,
    "uniqueItems": _unique_items,
    "oneOf": _one_of,
}
_extend: Any = extend
Modern: Any = _extend(Draft202012Validator, {**_KEYWORDS, "unevaluatedProperties": unevaluated_properties})
Draft7: Any = _extend(Draft7Validator, _KEYWORDS)


def dialect(schema: Mapping[str, Any]) -> Any:
    """The validator class that a schema's ``$schema`` asks for; 2020-12 where it does not say."""
    named = schema.get("$schema")
    return Draft7 if isinstance(named, str) and "draft-07" in named else Modern
