"""Two schemas for the same value folded into one that asks for both."""

from collections.abc import Callable, Mapping
from typing import Any

Schema = Mapping[str, Any]


def types(schema: Schema) -> list[str]:
    """The JSON types a schema speaks of, guessed from its keywords where it does not say."""
    named = schema.get("type")
    if isinstance(named, str):
        return [named]
    if isinstance(named, list):
        return [item for item in named if isinstance(item, str)]
    if any(key in schema for key in ("properties", "additionalProperties", "patternProperties")):
        return ["object"]
    if "items" in schema or "prefixItems" in schema:
        return ["array"]
    if "const" in schema:
        return [type_of(schema["const"])]
    if schema.get("enum"):
        return list(dict.fromkeys(type_of(value) for value in schema["enum"]))
    return []


def type_of(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null", list: "array"}
    return names.get(type(value), "object")


def merge(first: Schema, second: Schema) -> dict[str, Any]:
    """Both schemas at once; where only one can be said, the second one is (limits: the stricter)."""
    merged = dict(first)
    for key, value in second.items():
        if key not in merged:
            merged[key] = value
        elif key == "type":
            merged[key] = _narrower(first, second)
        else:
            merged[key] = _RULES.get(key, _second)(merged[key], value)
    return merged


def _second(_: Any, value: Any) -> Any:
    return value


def _both(first: list[Any], second: list[Any]) -> list[Any]:
    return list(dict.fromkeys([*first, *second]))


def _shared(first: list[Any], second: list[Any]) -> list[Any]:
    return [value for value in first if value in second]


def _maps(first: Schema, second: Schema) -> dict[str, Any]:
    merged = dict(first)
    for key, value in second.items():
        old = merged.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = merge(old, value) if both else value  # type: ignore[arg-type]
    return merged


def _narrower(first: Schema, second: Schema) -> Any:
    wanted = types(second)
    shared = [name for name in types(first) if name in wanted or (name == "integer" and "number" in wanted)]
    if "integer" in wanted and "number" in types(first):
        shared.append("integer")
    if not shared:
        return second["type"]
    return shared[0] if len(shared) == 1 else shared


_RULES: dict[str, Callable[[Any, Any], Any]] = {
    "required": _both,
    "properties": _maps,
    "patternProperties": _maps,
    "$defs": _maps,
    "definitions": _maps,
    "enum": _shared,
    "minimum": max,
    "minLength": max,
    "minItems": max,
    "maximum": min,
    "maxLength": min,
    "maxItems": min,
}
