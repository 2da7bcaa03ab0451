"""Form files: ``NAME.form.json`` and SpiffArena's pairs of schema and ui schema."""

import json
from collections.abc import Mapping
from typing import Any

from baton.domain.errors import NotFound
from baton.domain.forms import Form
from baton.forms.jsonforms.layouts import is_layout, translated
from baton.forms.schema.merge import types

SUFFIX = ".form.json"
KEYS = frozenset(("$schema", "schema", "ui"))
LONE = "value"
_OF_THE_WHOLE = ("$schema", "$id", "$defs", "definitions")
_UI_ENDINGS = (("-schema.json", "-uischema.json"), ("_schema.json", "_uischema.json"), (".json", "-uischema.json"))


class Unreadable(ValueError):
    """This is not JSON."""


def parsed(content: bytes) -> Any:
    """JSON as it is; numbers that JSON does not know and keys given twice are refused."""
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refused, object_pairs_hook=_unique)
    except UnicodeDecodeError as error:
        raise Unreadable("is not UTF-8 text") from error
    except RecursionError as error:
        raise Unreadable("is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error


def _refused(name: str) -> Any:
    raise Unreadable(f"holds {name}, which is not a JSON number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        raise Unreadable(f"has the key “{next(key for key in names if names.count(key) > 1)}” twice")
    return found


def read(files: Mapping[str, bytes], name: str) -> Form:
    """The form ``name`` of ``files``. Raises ``NotFound`` where it is not there or cannot be read."""
    if name not in files:
        raise NotFound(f"There is no form “{name}” in this deployment.")
    document = _mapping(files[name], name)
    if name.endswith(SUFFIX):
        schema, ui = document.get("schema"), document.get("ui", {})
        if not isinstance(schema, dict) or not isinstance(ui, dict):
            raise NotFound(f"The form “{name}” has no schema.")
        return _whole(name, schema, ours(ui))
    beside = ui_name(name)
    return _whole(name, document, ours(_mapping(files[beside], beside)) if beside in files else {})


def _whole(name: str, schema: dict[str, Any], ui: Mapping[str, Any]) -> Form:
    """Forms fill in variables, so a schema for one lone value asks for the variable ``value``."""
    kinds = types(schema)
    if not kinds or "object" in kinds or "$ref" in schema:
        return Form(name, schema, ui)
    kept = {word: schema[word] for word in _OF_THE_WHOLE if word in schema}
    inside = {word: part for word, part in schema.items() if word not in kept}
    return Form(name, {**kept, "type": "object", "properties": {LONE: inside}, "required": [LONE]}, {LONE: ui})


def ours(ui: Mapping[str, Any]) -> Mapping[str, Any]:
    """A ui schema in our words, also where it was written for JSON Forms."""
    return translated(ui)[0] if is_layout(ui) else ui


def ui_name(name: str) -> str:
    """The ui schema that goes with the schema ``name`` in SpiffArena's naming."""
    return next((name.removesuffix(old) + new for old, new in _UI_ENDINGS if name.endswith(old)), "")


def is_ui_name(name: str) -> bool:
    return name.endswith(("-uischema.json", "_uischema.json"))


def _mapping(content: bytes, name: str) -> dict[str, Any]:
    try:
        document = parsed(content)
    except Unreadable as error:
        raise NotFound(f"The form “{name}” {error}.") from error
    if not isinstance(document, dict):
        raise NotFound(f"The form “{name}” is not a JSON object.")
    return document
