"""The two forms of a guided approval: what is asked for, and the decision."""

import json
from typing import Any

from baton.web.wizard.answers import Approval, Field

_SCHEMAS: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": 200},
    "long text": {"type": "string", "maxLength": 4000},
    "number": {"type": "number"},
    "money": {"type": "number", "minimum": 0, "multipleOf": 0.01},
    "date": {"type": "string", "format": "date"},
    "yes or no": {"type": "boolean"},
    "file": {"type": "string", "format": "data-url"},
    "choice": {"type": "string"},
}
_WIDGETS = {"long text": "textarea", "money": "money"}


def request_form(approval: Approval) -> bytes:
    """What people fill in when they start, and again when it was sent back."""
    properties = {field.key: _property(field) for field in approval.fields}
    required = [field.key for field in approval.fields if field.required]
    ui = {field.key: {"ui:widget": _WIDGETS[field.kind]} for field in approval.fields if field.kind in _WIDGETS}
    return _form(approval.name, properties, required, ui)


def decision_form(approval: Approval) -> bytes:
    """What was asked for, to be read, and a comment."""
    properties = {field.key: _property(field, read=True) for field in approval.fields}
    comment = {"type": "string", "title": "Comment", "maxLength": 4000}
    ui = {field.key: {"ui:widget": _WIDGETS[field.kind]} for field in approval.fields if field.kind in _WIDGETS}
    why = "Needed when you reject or send back." if approval.send_back else "Needed when you reject."
    return _form(
        f"Decide: {approval.name}",
        {**properties, "comment": comment},
        [],
        {**ui, "comment": {"ui:widget": "textarea", "ui:help": why}},
    )


def _property(field: Field, read: bool = False) -> dict[str, Any]:
    found = {**_SCHEMAS[field.kind], "title": field.title}
    if field.choices:
        found["enum"] = list(field.choices)
    if field.required and not read and found["type"] == "string" and "format" not in found and not field.choices:
        found["minLength"] = 1
    return {**found, "readOnly": True} if read else found


def _form(title: str, properties: dict[str, Any], required: list[str], ui: dict[str, Any]) -> bytes:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "type": "object", "properties": properties,
        **({"required": required} if required else {}),
    }  # fmt: skip
    return json.dumps({"schema": schema, "ui": ui}, ensure_ascii=False, indent=2).encode()
