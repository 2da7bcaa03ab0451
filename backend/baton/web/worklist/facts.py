"""The key data above a task's form: what the process was started with, in the words of its start form."""

from collections.abc import Mapping
from typing import Any

from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import NotFound
from baton.domain.forms import Form
from baton.web.wired import platform
from baton.web.words import is_long, label, value_text

MOST = 8
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
Facts = tuple[tuple[str, str], ...]


def facts(definition: ProcessDefinition, variables: Mapping[str, Any], shown: Form) -> Facts:
    """Short values that the task's own form does not show anyway."""
    asked = set(shown.schema.get("properties", {}))
    form = _start_form(definition)
    if form is None:
        found = [
            (label(name), value_text(value)) for name, value in variables.items() if name not in asked and _is_fact(name, value)
        ]
        return tuple(found[:MOST])
    properties: Mapping[str, Any] = form.schema.get("properties", {})
    return tuple(
        (_title(form, name), _value(form, name, variables[name]))
        for name in properties
        if name not in asked and _is_fact(name, variables.get(name))
    )[:MOST]


def _start_form(definition: ProcessDefinition) -> Form | None:
    name = next((start.form for start in definition.outline.starts if start.kind == "none" and start.form), None)
    try:
        return platform().forms.load(definition.files, name) if name else None
    except NotFound:
        return None


def _is_fact(name: str, value: Any) -> bool:
    return not name.startswith("_") and isinstance(value, str | int | float | bool) and value != "" and not is_long(value)


def _title(form: Form, name: str) -> str:
    return str(_ui(form, name).get("ui:title") or _schema(form, name).get("title") or label(name))


def _value(form: Form, name: str, value: Any) -> str:
    """The value as the start form words it: the label of a choice, an amount with its currency."""
    schema, ui = _schema(form, name), _ui(form, name)
    for choice in [*schema.get("oneOf", ()), *schema.get("anyOf", ())]:
        if isinstance(choice, Mapping) and choice.get("const") == value and choice.get("title"):
            return str(choice["title"])
    names = ui.get("ui:enumNames") or schema.get("enumNames") or ()
    if value in schema.get("enum", ()) and len(names) > schema["enum"].index(value):
        return str(names[schema["enum"].index(value)])
    if ui.get("ui:widget") == "money" and isinstance(value, int | float):
        currency = str(ui.get("ui:options", {}).get("currency", "EUR"))
        return f"{_SIGNS.get(currency, currency + ' ')}{value:,.2f}"
    return value_text(value)


def _schema(form: Form, name: str) -> Mapping[str, Any]:
    found = form.schema.get("properties", {}).get(name)
    return found if isinstance(found, Mapping) else {}


def _ui(form: Form, name: str) -> Mapping[str, Any]:
    found = form.ui.get(name)
    return found if isinstance(found, Mapping) else {}
