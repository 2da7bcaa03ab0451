"""Where an instance stands on its diagram: the state and the number of visits of every element."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from baton.domain.definitions import ProcessDefinition
from baton.domain.journal import Entry
from baton.web.instances.telling import element_of

# When activities of one element differ, the one that needs eyes wins.
_RANK = {"failed": 3, "waiting": 2, "completed": 1, "cancelled": 0}


@dataclass(frozen=True)
class Standing:
    """One element that was reached."""

    element_id: str
    name: str
    state: str
    visits: int


@dataclass(frozen=True)
class Diagram:
    """What the diagram island needs, and the same as a list for people without it."""

    title: str
    xml_url: str
    state_json: str
    focus: str
    outline: tuple[Standing, ...]


def standings(entries: Iterable[Entry], definition: ProcessDefinition) -> tuple[Standing, ...]:
    """Every reached element, in the order in which it was first reached."""
    states: dict[str, dict[str, str]] = {}
    for entry in entries:
        for activity, element_id, state, *_ in entry.content.get("moves", ()):
            states.setdefault(element_id or element_of(activity), {})[activity] = state
    elements = definition.outline.elements
    return tuple(
        Standing(id, (elements[id].name or id) if id in elements else id, _most(found.values()), len(found))
        for id, found in states.items()
    )


def diagram(entries: Iterable[Entry], definition: ProcessDefinition, focus: str = "") -> Diagram:
    """The diagram with its states; ``focus`` is the element to look at."""
    found = standings(entries, definition)
    named = tuple(one for one in found if one.element_id in definition.outline.elements and one.name != one.element_id)
    return Diagram(definition.title, model_url(definition.id, focus), state_json(found), focus, named)


def state_of(found: Iterable[Standing]) -> dict[str, dict[str, dict[str, object]]]:
    return {"elements": {one.element_id: {"state": one.state, "visits": one.visits} for one in found}}


def state_json(found: Iterable[Standing]) -> str:
    """The states as JSON that is safe inside a script element."""
    text = json.dumps(state_of(found), separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def model_url(definition_id: str, element_id: str = "") -> str:
    """The drawing of a definition; with an element, the drawing that holds it."""
    query = f"?{urlencode({'element': element_id})}" if element_id else ""
    return f"/definitions/{definition_id}/model.xml{query}"


def _most(states: Iterable[str]) -> str:
    return max(states, key=lambda state: _RANK.get(state, -1))
