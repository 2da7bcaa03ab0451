"""The names that the properties panel offers: forms, groups, people, decisions, processes, operations."""

import re
from dataclasses import asdict
from typing import Any

from baton.domain.modelling import Draft
from baton.domain.ports.queries import PageRequest
from baton.domain.ports.world import OperationDescription
from baton.web.wired import platform
from baton.web.words import label

_FORM_ENDINGS = (".form.json", "-schema.json", ".schema.json")
_DECISION = re.compile(rb"<(?:\w+:)?decision\s[^>]*?\bid=\"([^\"]{1,200})\"(?:[^>]*?\bname=\"([^\"]{1,200})\")?")


def catalog(draft: Draft) -> dict[str, Any]:
    """Everything that an element of this draft may refer to."""
    with platform().store.read() as uow:
        people = [person for person in uow.people() if not person.disabled]
    groups = sorted({group for person in people for group in person.groups})
    processes = platform().queries.definitions(PageRequest(200), latest_only=True).items
    return {
        "forms": [_option(name, label(name.split(".")[0])) for name in sorted(draft.files) if name.endswith(_FORM_ENDINGS)],
        "groups": [_option(group, label(group)) for group in groups],
        "users": [_option(person.id, person.name or person.id) for person in people],
        "decisions": _decisions(draft),
        "processes": [_option(row.key, row.title) for row in processes],
        "operations": [_operation(name, about) for name, about in sorted(platform().connectors.describe().items())],
        "functions": [asdict(function) for function in platform().sandbox.functions()],
        "offers": asdict(platform().drawing.offers()),
    }


def _decisions(draft: Draft) -> list[dict[str, Any]]:
    """Only to offer names: the text is searched, not parsed, and the check at deployment decides."""
    found = [
        match for name, content in sorted(draft.files.items()) if name.endswith(".dmn") for match in _DECISION.findall(content)
    ]
    return [_option(id.decode(errors="replace"), (name or id).decode(errors="replace")) for id, name in found]


def _operation(name: str, about: OperationDescription) -> dict[str, Any]:
    connector, _, operation = name.partition(".")
    return {"id": f"{connector}/{operation}", "group": label(connector), **asdict(about)}


def _option(value: str, text: str) -> dict[str, Any]:
    return {"value": value, "label": text}
