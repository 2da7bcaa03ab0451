"""What differs between two states of a form file: fields added, removed and changed, in words."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from baton.domain.changes import Change, ChangeKind, Comparison
from baton.forms.documents import Unreadable, parsed

LONGEST = 80
MOST = 200
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORDS = {
    "title": "Label", "description": "Help", "type": "Type", "default": "Default", "enum": "Choices", "oneOf": "Choices", "anyOf": "Choices",
    "minLength": "Shortest", "maxLength": "Longest", "minimum": "At least", "maximum": "At most", "exclusiveMinimum": "More than",
    "exclusiveMaximum": "Less than", "minItems": "Fewest lines", "maxItems": "Most lines", "readOnly": "Read only", "pattern": "Pattern",
    "format": "Format", "ui:widget": "Widget", "ui:help": "Help below", "ui:placeholder": "Placeholder", "ui:order": "Order",
}  # fmt: skip
_INSIDE = ("properties", "required", "items", "$schema", "definitions", "$defs")


def compare_forms(before: bytes, after: bytes) -> Comparison:
    """The changes from one content of a form file to another."""
    try:
        old, new = parsed(before), parsed(after)
    except Unreadable as error:
        return Comparison((Change(ChangeKind.CHANGED, "The whole file", (f"The content changed; one side {error}.",)),))
    changes = list(_of_form(_Form(old), _Form(new))) if _is_form(old) and _is_form(new) else list(_of_values(old, new))
    return Comparison(tuple(changes[:MOST]))


class _Form:
    """One state of a form: what it says of itself, and of each field."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        whole = "schema" in document
        schema, ui = (document["schema"], document.get("ui") or {}) if whole else (document, {})
        self.fields: dict[str, dict[str, str]] = dict(_fields(schema, ui, ""))
        self.about = {
            **_facets(schema),
            **{name: _text(part) for name, part in ui.items() if name.startswith("ui:") and name != "ui:order"},
            **(
                {name: _text(part) for name, part in document.items() if name not in ("schema", "ui", "$schema")} if whole else {}
            ),
        }
        ordered = [name for name in ui.get("ui:order", ()) if isinstance(name, str)]
        self.order = ordered or list(self.fields)

    def name(self, path: str) -> str:
        said = self.fields[path].get("title")
        return f"Field “{said or path}”" + (f" ({path})" if said and said != path else "")


def _is_form(document: Any) -> bool:
    schema = document.get("schema", document) if isinstance(document, dict) else None
    return isinstance(schema, dict) and isinstance(schema.get("properties"), dict) and isinstance(document.get("ui", {}), dict)


def _of_form(old: _Form, new: _Form) -> Iterator[Change]:
    if details := tuple(_differences(old.about, new.about)):
        yield Change(ChangeKind.CHANGED, "The form itself", details)
    for path, facets in new.fields.items():
        if path not in old.fields:
            said = [f"{_word(name)}: {_short(value)}" for name, value in facets.items() if name not in ("title",)]
            yield Change(ChangeKind.ADDED, new.name(path), tuple(said))
        elif details := tuple(_differences(old.fields[path], facets)):
            yield Change(ChangeKind.CHANGED, new.name(path), details)
    for path in old.fields:
        if path not in new.fields:
            yield Change(ChangeKind.REMOVED, old.name(path))
    if [name for name in old.order if name in new.order] != [name for name in new.order if name in old.order]:
        yield Change(ChangeKind.MOVED, "The order of the fields")


def _fields(schema: Mapping[str, Any], ui: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every field with everything said about it; fields of groups and lines under the path that leads there."""
    required = schema.get("required")
    ui = ui if isinstance(ui, dict) else {}
    properties = schema.get("properties")
    for name, field in (properties if isinstance(properties, dict) else {}).items():
        if not isinstance(field, dict):
            continue
        here, looks = f"{path}{name}", ui.get(name) if isinstance(ui.get(name), dict) else {}
        facets = _facets(field) | {key: _text(value) for key, value in (looks or {}).items() if key.startswith("ui:")}
        yield here, facets | ({"required": "yes"} if isinstance(required, list) and name in required else {})
        items = field.get("items")
        if isinstance(items, dict):
            yield from _fields(items, (looks or {}).get("items"), f"{here}, line: ")
        yield from _fields(field, looks, f"{here}: ")


def _facets(schema: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in schema.items() if name not in _INSIDE}


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if name == "required":
            yield "It is required now." if after else "It is not required any more."
        elif before is None:
            yield f"{_word(name)}: “{_short(after)}” was added."
        elif after is None:
            yield f"{_word(name)}: “{_short(before)}” was taken away."
        else:
            yield f"{_word(name)}: “{_short(before)}” became “{_short(after)}”."


def _of_values(old: Any, new: Any) -> Iterator[Change]:
    """Any other JSON: every value by the names that lead to it."""
    before, after = dict(_leaves(old, "")), dict(_leaves(new, ""))
    for path in dict.fromkeys((*before, *after)):
        if before.get(path) != after.get(path):
            kind = ChangeKind.ADDED if path not in before else ChangeKind.CHANGED if path in after else ChangeKind.REMOVED
            yield Change(
                kind,
                path or "The value",
                tuple(_differences({"value": before[path]}, {"value": after[path]})) if kind is ChangeKind.CHANGED else (),
            )


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    if not parts:
        yield path, _text(value)
    for name, part in parts:
        yield from _leaves(part, f"{path} · {name}" if path else str(name))


def _word(name: str) -> str:
    plain = _CAMEL.sub(" ", name.removeprefix("ui:").removeprefix("x-").replace("-", " ")).lower()
    return _WORDS.get(name) or plain[:1].upper() + plain[1:]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(one, dict) and "const" in one for one in value):
        return ", ".join(str(one.get("title") or one["const"]) for one in value)
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _short(value: str | None) -> str:
    line = " ".join((value or "").split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
