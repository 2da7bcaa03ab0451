"""The names that the properties panel offers: forms, groups, people, decisions, processes, operations."""

import re
from dataclasses import asdict
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import unescape

from baton.domain.errors import InvalidInput
from baton.domain.modelling import Draft
from baton.domain.people import Person
from baton.domain.ports.queries import DefinitionRow, PageRequest
from baton.domain.ports.world import OperationDescription
from baton.web.bodies import parse_json
from baton.web.modeler.pages import is_drawing
from baton.web.wired import platform
from baton.web.words import label

_FORM_ENDINGS = (".form.json", "-schema.json", ".schema.json")
_PROCESS = re.compile(rb"<(?:\w+:)?process\s[^>]*?\bid=\"([^\"]{1,200})\"(?:[^>]*?\bname=\"([^\"]{1,200})\")?")
_DECISION = re.compile(rb"<(?:\w+:)?decision\s[^>]*?\bid=\"([^\"]{1,200})\"(?:[^>]*?\bname=\"([^\"]{1,200})\")?")


def catalog(draft: Draft) -> dict[str, Any]:
    """Everything that an element of this draft may refer to."""
    people = _people()
    processes = platform().queries.definitions(PageRequest(200), latest_only=True).items
    drawn = _drawn(draft)
    return {
        "forms": [_form(name, content) for name, content in sorted(draft.files.items()) if name.endswith(_FORM_ENDINGS)],
        "calendars": [
            _option(name, label(name.split(".")[0])) for name in sorted(draft.files) if name.endswith(".calendar.toml")
        ],
        "groups": [_option(group, label(group)) for group in _groups(people)],
        "users": [_option(person.id, person.name or person.id) for person in people],
        "decisions": _decisions(draft),
        "processes": [*drawn, *(_deployed(row) for row in processes if row.key not in {one["value"] for one in drawn})],
        "operations": [_operation(name, about) for name, about in sorted(platform().connectors.describe().items())],
        "functions": [asdict(function) for function in platform().sandbox.functions()],
        "offers": asdict(platform().drawing.offers()),
    }


def group_names() -> list[str]:
    """The groups that somebody is in."""
    return _groups(_people())


def _people() -> list[Person]:
    with platform().store.read() as uow:
        return [person for person in uow.people() if not person.disabled]


def _groups(people: list[Person]) -> list[str]:
    return sorted({group for person in people for group in person.groups})


def _form(name: str, content: bytes) -> dict[str, Any]:
    """A form with the fields that a button may ask for."""
    try:
        told = parse_json(content)
    except InvalidInput:
        told = {}
    schema = told.get("schema", told) if isinstance(told, dict) else {}
    fields = schema.get("properties") if isinstance(schema, dict) else {}
    found = fields.items() if isinstance(fields, dict) else ()
    options = [_option(key, str((one.get("title") if isinstance(one, dict) else "") or label(key))) for key, one in found]
    return {**_option(name, label(name.split(".")[0])), "fields": options}


def _decisions(draft: Draft) -> list[dict[str, Any]]:
    """Only to offer names: the text is searched, not parsed, and the check at deployment decides."""
    found = [
        (name, match)
        for name, content in sorted(draft.files.items()) if name.endswith(".dmn") for match in _DECISION.findall(content)
    ]  # fmt: skip
    return [{**_option(_text(id), _text(title or id)), "file": name} for name, (id, title) in found]


def _drawn(draft: Draft) -> list[dict[str, Any]]:
    """The processes of the draft's own drawings, which need not be deployed yet."""
    found = [
        (name, match)
        for name, content in sorted(draft.files.items()) if is_drawing(name) for match in _PROCESS.findall(content)
    ]  # fmt: skip
    address = f"/models/{draft.id}?file="
    return [{**_option(_text(id), _text(title or id)), "url": address + quote(name)} for name, (id, title) in found]


def _deployed(row: DefinitionRow) -> dict[str, Any]:
    return {**_option(row.key, row.title), "url": f"/definitions/{row.id}"}


def _text(found: bytes) -> str:
    return unescape(found.decode(errors="replace"))


def _operation(name: str, about: OperationDescription) -> dict[str, Any]:
    connector, _, operation = name.partition(".")
    return {"id": f"{connector}/{operation}", "group": label(connector), **asdict(about)}


def _option(value: str, text: str) -> dict[str, Any]:
    return {"value": value, "label": text}
