"""Makes form files out of the fields that other engines keep inside a model or in forms of their own."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

TYPES: Mapping[str, dict[str, Any]] = {
    "long": {"type": "integer"},
    "int": {"type": "integer"},
    "integer": {"type": "integer"},
    "double": {"type": "number"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "checkbox": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date"},
}
CHOICES = ("enum", "select", "radio")


@dataclass(frozen=True)
class Field:
    """One field of a foreign form."""

    id: str
    label: str = ""
    type: str = "string"
    required: bool = False
    readonly: bool = False
    default: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)


def form(title: str, fields: Iterable[Field]) -> bytes:
    """A ``.form.json`` with these fields in their order."""
    found = [one for one in fields if one.id]
    ui = {one.id: hints for one in found if (hints := _hints(one))}
    schema: dict[str, Any] = {"title": title, "type": "object", "properties": {one.id: _property(one) for one in found}}
    if required := [one.id for one in found if one.required]:
        schema["required"] = required
    return json.dumps({"schema": schema, "ui": ui}, indent=2, ensure_ascii=False).encode()


def _hints(one: Field) -> dict[str, Any]:
    hints: dict[str, Any] = {"ui:readonly": True} if one.readonly else {}
    return {**hints, "ui:widget": "textarea"} if one.type == "textarea" else hints


def _property(one: Field) -> dict[str, Any]:
    kind = dict(TYPES.get(one.type.lower(), {"type": "string"}))
    if one.choices:
        kind = {"type": "string", "oneOf": [{"const": value, "title": label} for value, label in one.choices.items()]}
    found = {**kind, "title": one.label or one.id, **_limits(one.limits)}
    default = _default(one.default, kind["type"])
    return found if default is None else {**found, "default": default}


def _limits(limits: Mapping[str, str]) -> dict[str, Any]:
    names = {"min": "minimum", "max": "maximum", "minlength": "minLength", "maxlength": "maxLength"}
    return {
        names[key]: int(value) if float(value).is_integer() else float(value)
        for key, value in limits.items()
        if key in names and re.fullmatch(r"-?\d+(?:\.\d+)?", value)
    }


def _default(text: str | None, kind: str) -> Any:
    if not text or re.search(r"[$#]\{", text):
        return None
    if kind == "boolean":
        return text == "true"
    if kind == "string":
        return text
    try:
        return int(text) if kind == "integer" else float(text)
    except ValueError:
        return None


def drawn_fields(content: bytes | str) -> list[Field] | None:
    """The fields of a form drawn with the form editor of Camunda; None when the text is no such form."""
    try:
        told = json.loads(content)
        return list(_drawn(told["components"])) if isinstance(told, dict) and isinstance(told.get("components"), list) else None
    except (ValueError, RecursionError):
        return None


def _drawn(components: list[Any]) -> Iterable[Field]:
    for one in components:
        if not isinstance(one, dict):
            continue
        if isinstance(one.get("components"), list):
            yield from _drawn(one["components"])
        if not isinstance(one.get("key"), str):
            continue
        told = one.get("validate")
        rules: dict[str, Any] = told if isinstance(told, dict) else {}
        limits = {key.lower(): str(value) for key, value in rules.items() if isinstance(value, (int, float))}
        values = [entry for entry in one.get("values") or [] if isinstance(entry, dict)]
        yield Field(
            id=one["key"],
            label=str(one.get("label") or ""),
            type=str(one.get("type") or "string"),
            required=rules.get("required") is True,
            readonly=one.get("readonly") is True or one.get("disabled") is True,
            choices={str(entry.get("value")): str(entry.get("label")) for entry in values},
            limits=limits,
        )
