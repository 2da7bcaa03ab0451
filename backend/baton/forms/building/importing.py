"""Forms made from what people already have: a JSON Schema, a form of another product, the header of a spreadsheet."""

import csv
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from baton.domain.building import FormDocument
from baton.domain.errors import InvalidInput
from baton.domain.problems import Problem, errors
from baton.forms.building.keys import key_from
from baton.forms.building.texts import document_of
from baton.forms.findings.schemas import problems_in_schema
from baton.forms.speaking.numbers import number

MOST_COLUMNS = 200
_SHAPE: dict[str, Any] = {"schema": {}, "ui": {}}
_WORDS = ("type", "properties", "$ref", "allOf", "anyOf", "oneOf", "items")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_YES_NO = frozenset(("yes", "no", "true", "false", "ja", "nein", "x"))
_GERMAN_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


def from_schema(text: str) -> FormDocument:
    """The schema as it is: unknown words stay. Anything but an object gets one around it."""
    whole = document_of(text)
    schema: dict[str, Any] = whole
    ui: dict[str, Any] = {}
    if isinstance(whole.get("schema"), dict):
        schema = whole["schema"]
        ui = next((whole[key] for key in ("ui", "uiSchema") if isinstance(whole.get(key), dict)), {})
    elif not any(word in whole for word in _WORDS):
        raise _refused("This is JSON, but no JSON Schema: it has neither “type” nor “properties”.")
    found = errors(problems_in_schema(schema, "import"))
    if found:
        raise InvalidInput(f"This schema cannot be used: {found[0].message}", problems=found)
    if schema.get("type") not in (None, "object") and "properties" not in schema:
        definitions: dict[str, Any] = {key: schema[key] for key in ("$defs", "definitions", "$schema") if key in schema}
        inner = {key: word for key, word in schema.items() if key not in definitions}
        schema = {**definitions, "type": "object", "properties": {"value": inner}}
        ui = {"value": ui} if ui else {}
    return FormDocument(schema, ui, _SHAPE)


def from_table(text: str) -> FormDocument:
    """A field per column; the row below the header says what kind of field."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        raise _refused("Paste the header row of a spreadsheet: the names of its columns.")
    rows = list(csv.reader(lines[:2], delimiter=_delimiter(lines[0])))
    names = [name.strip() for name in rows[0]]
    if len(names) > MOST_COLUMNS:
        raise _refused(f"A form from a spreadsheet may have {MOST_COLUMNS} columns; this has {len(names)}.")
    samples = [cell.strip() for cell in rows[1]] if len(rows) > 1 else []
    properties: dict[str, Any] = {}
    ui: dict[str, Any] = {}
    for index, name in enumerate(names):
        if name:
            key = key_from(name, properties)
            schema, looks = _guessed(name, samples[index] if index < len(samples) else "")
            properties[key] = {"title": name[:1000], **schema}
            ui |= {key: looks} if looks else {}
    if not properties:
        raise _refused("The first row names no column.")
    return FormDocument({"type": "object", "properties": properties}, ui, _SHAPE)


def _delimiter(header: str) -> str:
    """Spreadsheets put tabs on the clipboard; files have semicolons or commas."""
    return max("\t;,", key=lambda sign: (header.count(sign), sign == "\t"))


def _guessed(name: str, sample: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    money = {"ui:widget": "money", "ui:options": {"currency": "EUR"}}
    bare = re.sub(r"[€$£]|EUR|USD", "", sample).strip()
    if sample and bare != sample and not isinstance(number(bare, money=True), str):
        return {"type": "number", "multipleOf": 0.01}, money
    if sample and not isinstance(number(sample), str) and not (sample.startswith("0") and len(sample) > 1 and sample.isdigit()):
        return {"type": "integer" if isinstance(number(sample), int) else "number"}, {}
    if sample.casefold() in _YES_NO:
        return {"type": "boolean"}, {}
    if _EMAIL.fullmatch(sample) or (not sample and "mail" in name.casefold()):
        return {"type": "string", "format": "email"}, {}
    if _is_date(sample) or (not sample and re.search(r"\b(date|datum)\b", name.casefold())):
        return {"type": "string", "format": "date"}, {}
    return (
        ({"type": "string", "maxLength": 4000}, {"ui:widget": "textarea"})
        if len(sample) > 100
        else ({"type": "string", "maxLength": 200}, {})
    )


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return _GERMAN_DATE.fullmatch(text) is not None
    return True


def _refused(message: str) -> InvalidInput:
    return InvalidInput(message, problems=(Problem("form.import", message),))
