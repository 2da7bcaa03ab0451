"""One comparison and the JSON Schema that says the same; both directions, so that a stored condition is read back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from baton.domain.building import Clause
from baton.forms.schema.shape import CHOICE, CHOICES, FLAG, NUMBER, TEXT

_SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$])")


@dataclass(frozen=True)
class Operator:
    """A comparison in words. ``kinds`` are the fields it suits; ``valued``: something is compared with."""

    name: str
    words: str
    kinds: tuple[str, ...]
    build: Callable[[Any], dict[str, Any]]
    valued: bool = True


_ALL = (TEXT, NUMBER, CHOICE, CHOICES, FLAG)
OPERATORS = (
    Operator("is", "is", (TEXT, NUMBER, CHOICE, FLAG), lambda value: {"const": value}),
    Operator("is_not", "is not", (TEXT, NUMBER, CHOICE), lambda value: {"not": {"const": value}}),
    Operator("more", "is more than", (NUMBER,), lambda value: {"type": "number", "exclusiveMinimum": value}),
    Operator("at_least", "is at least", (NUMBER,), lambda value: {"type": "number", "minimum": value}),
    Operator("less", "is less than", (NUMBER,), lambda value: {"type": "number", "exclusiveMaximum": value}),
    Operator("at_most", "is at most", (NUMBER,), lambda value: {"type": "number", "maximum": value}),
    Operator("one_of", "is one of", (TEXT, NUMBER, CHOICE), lambda values: {"enum": values}),
    Operator("contains", "contains", (TEXT,), lambda text: {"type": "string", "pattern": escaped(text)}),
    Operator("includes", "includes", (CHOICES,), lambda value: {"type": "array", "contains": {"const": value}}),
    Operator("answered", "is answered", _ALL, lambda _: {}, valued=False),
    Operator("unanswered", "is not answered", (TEXT, NUMBER, CHOICE, CHOICES), lambda _: {}, valued=False),
)
BY_NAME = {one.name: one for one in OPERATORS}
_VALUE_OF = {"more": "exclusiveMinimum", "at_least": "minimum", "less": "exclusiveMaximum", "at_most": "maximum"}


def escaped(text: str) -> str:
    """``text`` as a pattern that finds just that, in the spelling of JSON Schema."""
    return _SPECIAL.sub(r"\\\1", text)


def written(clause: Clause) -> dict[str, Any]:
    """The schema of the whole group that a clause stands for. A comparison holds only where the field is answered."""
    if clause.operator == "unanswered":
        return {"not": {"required": [clause.field]}}
    if clause.operator == "answered":
        return {"required": [clause.field]}
    built = BY_NAME[clause.operator].build(clause.value)
    return {"properties": {clause.field: built}, "required": [clause.field]}


def read(schema: Any) -> Clause | None:
    """The clause that ``schema`` says, where it says one."""
    if not isinstance(schema, Mapping):
        return None
    inner = schema.get("not")
    if set(schema) == {"not"} and isinstance(inner, Mapping) and set(inner) == {"required"} and len(inner["required"]) == 1:
        return Clause(inner["required"][0], "unanswered")
    required, properties = schema.get("required"), schema.get("properties", {})
    if not isinstance(required, list) or len(required) != 1 or schema.keys() - {"required", "properties"}:
        return None
    if not properties:
        return Clause(required[0], "answered")
    if set(properties) != set(required):
        return None
    return _compared(required[0], properties[required[0]])


def _compared(field: str, schema: Any) -> Clause | None:
    """Tried by building again: what does not come out the same is not this comparison."""
    if not isinstance(schema, Mapping):
        return None
    candidates: dict[str, Any] = {}
    if "const" in schema:
        candidates["is"] = schema["const"]
    if isinstance(schema.get("not"), Mapping) and "const" in schema["not"]:
        candidates["is_not"] = schema["not"]["const"]
    if isinstance(schema.get("enum"), list):
        candidates["one_of"] = schema["enum"]
    if isinstance(schema.get("pattern"), str):
        candidates["contains"] = re.sub(r"\\(.)", r"\1", schema["pattern"])
    if isinstance(schema.get("contains"), Mapping) and "const" in schema["contains"]:
        candidates["includes"] = schema["contains"]["const"]
    candidates |= {name: schema[word] for name, word in _VALUE_OF.items() if word in schema}
    for name, value in candidates.items():
        built = BY_NAME[name].build(value)
        if schema == built or {"type": built.get("type"), **schema} == built:
            return Clause(field, name, value)
    return None
