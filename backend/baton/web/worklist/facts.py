"""The key data above a task's form: what the process was started with, in the words of its start form."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency

from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import NotFound
from baton.domain.forms import EMPTY_FORM, Form
from baton.web.language.choice import numbers
from baton.web.wired import platform
from baton.web.words import is_long, label, spoken, value_text

MOST = 8
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


def worded(definition: ProcessDefinition, variables: Mapping[str, Any], names: Iterable[str]) -> Facts:
    """Those variables by their names, as the start form words them; what is missing is empty."""
    form = _start_form(definition) or EMPTY_FORM
    return tuple(
        (_title(form, name), _value(form, name, variables[name]) if variables.get(name) not in (None, "") else "")
        for name in names
    )


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
        return money(value, currency)
    return _moment(value, str(schema.get("format", ""))) or value_text(value)


def money(value: float, currency: str) -> str:
    """An amount as the reader writes amounts."""
    return str(format_currency(value, currency, locale=numbers()))


def _moment(value: Any, kind: str) -> str:
    """A day or a moment that a form asked for, by the reader's calendar and clock."""
    try:
        if kind == "date":
            return str(format_date(date.fromisoformat(value), "medium", locale=numbers()))
        return spoken(datetime.fromisoformat(value)) if kind == "date-time" else ""
    except (TypeError, ValueError):
        return ""


def _schema(form: Form, name: str) -> Mapping[str, Any]:
    found = form.schema.get("properties", {}).get(name)
    return found if isinstance(found, Mapping) else {}


def _ui(form: Form, name: str) -> Mapping[str, Any]:
    found = form.ui.get(name)
    return found if isinstance(found, Mapping) else {}
