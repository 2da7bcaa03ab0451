"""A form file as text: read with the line of what is wrong, written so that reading gives the same again."""

import json
from collections.abc import Mapping
from typing import Any

from baton.domain.building import FormDocument
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.problems import Problem
from baton.forms.documents import SUFFIX, Unreadable, parsed, ui_name
from baton.forms.findings.files import DEEPEST_TEXT
from baton.forms.findings.limits import LARGEST_FILE, nesting

_UI_KEYS = ("ui", "uiSchema")


def opened(files: Mapping[str, bytes], name: str) -> FormDocument:
    """A form file, or a bare schema with the ui schema that lies in the file beside it."""
    if name not in files:
        raise NotFound(f"The draft has no form {name}.")
    try:
        text = files[name].decode("utf-8-sig")
        if name.endswith(SUFFIX):
            return read(text)
        beside = files.get(ui_name(name), b"{}").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(f"{name} is not UTF-8 text.") from None
    return FormDocument(document_of(text), document_of(beside))


def stored(document: FormDocument, name: str) -> dict[str, bytes]:
    """The same two ways round."""
    if name.endswith(SUFFIX):
        return {name: write(document).encode()}
    beside = {ui_name(name): shown(document.ui).encode()} if document.ui else {}
    return {name: shown(document.schema).encode(), **beside}


def read(text: str) -> FormDocument:
    """``{"schema": ..., "ui": ...}``."""
    whole = document_of(text)
    schema = whole.get("schema")
    if not isinstance(schema, Mapping):
        raise _refused("A form needs “schema”, a JSON object.")
    ui_key = next((key for key in _UI_KEYS if key in whole), "ui")
    if not isinstance(whole.get(ui_key, {}), Mapping):
        raise _refused(f"“{ui_key}” must be a JSON object.")
    rest = {key: {} if key in ("schema", ui_key) else value for key, value in whole.items()}
    return FormDocument(schema, whole.get(ui_key, {}), rest, ui_key)


def document_of(text: str) -> dict[str, Any]:
    """One JSON object within the limits of a form file."""
    if len(text.encode("utf-8", "replace")) > LARGEST_FILE:
        raise _refused(f"This has {len(text) // 1024} KB; a form file may have {LARGEST_FILE // 1024} KB at most.")
    try:
        found = parsed(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise _refused("This is not text that can be stored.") from None
    except Unreadable as error:
        raise _refused(f"This {error}.") from None
    if not isinstance(found, dict):
        raise _refused("A form file is a JSON object: it begins with “{”.")
    if nesting(found) > DEEPEST_TEXT:
        raise _refused(f"This is nested more than {DEEPEST_TEXT} levels deep.")
    try:
        shown(found).encode()
    except UnicodeEncodeError:
        raise _refused("This holds half a character (a lone surrogate); take it out.") from None
    return found


def write(document: FormDocument) -> str:
    """The whole file. One that had no ui schema gets none by being saved."""
    whole: dict[str, Any] = {**document.rest, "schema": document.schema}
    if document.ui or document.ui_key in document.rest:
        whole[document.ui_key] = document.ui
    return shown(whole)


def shown(part: Any) -> str:
    """JSON as designers read it."""
    return json.dumps(part, indent=2, ensure_ascii=False) + "\n"


def _refused(message: str) -> InvalidInput:
    return InvalidInput(message, problems=(Problem("form.json", message),))
