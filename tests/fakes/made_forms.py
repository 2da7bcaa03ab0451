"""Made-up forms with values for them: the same ones for the same seed."""

from random import Random
from typing import Any

TEXTS = (
    "a",
    "x y",
    " lead",
    "ü",
    "1",
    "true",
    "null",
    "1.5",
    "a\nb",
    "a\r\nb",
    "<b>",
    "e\u0301",
    "\U0001f642",
    "~",
    "a.b",
    "1.234,56",
    "-0",
    "{}",
)
NUMBERS = (0, 1, -1, 0.5, 0.1, 1e21, 1234567.89, 2**53, 12345678901234, -0.25, 1e-7)
NAMES = ("a", "b", "c.d", "~e", "ü f", "items", "ui", "x/y", "properties", "0", "const")
DAYS = {"date": "2026-03-01", "time": "10:30:00", "date-time": "2026-03-29T02:30:00+01:00", "email": "a@b.example"}
NODE = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "kids": {"type": "array", "items": {"$ref": "#/$defs/node"}}, "next": {"$ref": "#/$defs/node"}},
}  # fmt: skip
SIMPLE = (
    {"type": "string"}, {"type": "string", "minLength": 1}, {"type": "number"}, {"type": "integer", "default": 3}, {"type": "boolean"},
    {"type": ["boolean", "null"]}, {"type": ["number", "null"]}, {"type": ["integer", "boolean"]}, {"type": ["string", "number"]}, {},
    {"enum": [1, "1", "", None, True]}, {"oneOf": [{"const": "a", "title": "A"}, {"const": "b"}]}, {"const": "x"},
    {"type": "array", "uniqueItems": True, "items": {"enum": ["a", 1]}}, *({"type": "string", "format": name} for name in DAYS),
)  # fmt: skip
DEEP = ("group", "group", "rows", "tuple", "entries", "patterns", "kinds", "node")


def schema(chance: Random, depth: int = 0) -> dict[str, Any]:
    """A schema for one place."""
    made = chance.choice(("simple", "simple", *DEEP)) if depth < 3 else "simple"
    inside = lambda: schema(chance, depth + 1)  # noqa: E731 - said once for all kinds
    if made == "group":
        names = chance.sample(NAMES, 2)
        return {"type": "object", "properties": {name: inside() for name in names}} | _extras(chance, names, inside)
    kinds = {
        "rows": lambda: {"type": "array", "items": inside()},
        "tuple": lambda: {
            "type": "array",
            "prefixItems": [inside(), inside()],
            "items": chance.choice((False, {"type": "string"})),
        },
        "entries": lambda: {"type": "object", "additionalProperties": inside()},
        "patterns": lambda: {"type": "object", "patternProperties": {"^x": inside()}},
        "kinds": lambda: {"anyOf": [{"type": "string"}, inside()]},
        "node": lambda: {"$ref": "#/$defs/node"},
        "simple": lambda: dict(chance.choice(SIMPLE)),
    }
    return kinds[made]()


def _extras(chance: Random, names: list[str], inside: Any) -> dict[str, Any]:
    """Words that make a group depend on its values."""
    if_a = {"if": {"properties": {names[0]: {"const": "a"}}, "required": names[:1]}, "then": {"properties": {"more": inside()}}}
    needs = {"dependentSchemas": {names[0]: {"properties": {"dep": inside()}}}}
    both = {"allOf": [{"properties": {"all": inside()}}]}
    return chance.choice(({}, {}, {"required": names[:1]}, if_a, needs, both))


def value(chance: Random, told: Any, depth: int = 0) -> Any:
    """A value that was meant for the schema; it need not be valid."""
    told = NODE if "$ref" in told else told
    if "const" in told:
        return told["const"]
    if "enum" in told:
        return chance.choice(told["enum"])
    if options := told.get("anyOf", told.get("oneOf")):
        return value(chance, chance.choice(options), depth)
    kind = told.get("type", "string")
    kind = chance.choice(kind) if isinstance(kind, list) else kind
    if kind == "array":
        return _list(chance, told, depth)
    if kind == "object":
        return _group(chance, told, depth)
    whole = [number for number in NUMBERS if isinstance(number, int)]
    text = DAYS.get(told.get("format", ""), chance.choice(TEXTS))
    return {"string": text, "integer": chance.choice(whole), "number": chance.choice(NUMBERS), "null": None}.get(
        kind, chance.random() < 0.5
    )


def _list(chance: Random, told: Any, depth: int) -> list[Any]:
    if told.get("uniqueItems"):
        return [one for one in told["items"]["enum"] if chance.random() < 0.5]
    if "prefixItems" in told:
        return [value(chance, one, depth + 1) for one in told["prefixItems"]]
    return [value(chance, told["items"], depth + 1) for _ in range(chance.randint(0, 2))] if depth < 5 else []


def _group(chance: Random, told: Any, depth: int) -> dict[str, Any]:
    asked = dict(told.get("properties", {}))
    for word in (*told.get("allOf", ()), *told.get("dependentSchemas", {}).values()):
        asked |= word["properties"]
    if "additionalProperties" in told:
        asked |= dict.fromkeys(chance.sample(["k1", "k 2", "k.3"], 2), told["additionalProperties"])
    asked |= {f"{pattern[1:]}1": sub for pattern, sub in told.get("patternProperties", {}).items()}
    chosen = {name: sub for name, sub in asked.items() if chance.random() < 0.7 and depth < 5}
    return {name: value(chance, sub, depth + 1) for name, sub in chosen.items()}
