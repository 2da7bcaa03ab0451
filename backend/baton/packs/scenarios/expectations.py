"""What a story may expect, one function per key: each returns the difference in words, or an empty text."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from baton.domain.ports.queries import PageRequest
from baton.usecases import instances


def differences(scene: Any, expected: Mapping[str, Any]) -> Iterator[str]:
    """Every expectation that does not hold, in words."""
    for key, wanted in expected.items():
        try:
            difference = CHECKS[key](scene, wanted)
        except (TypeError, AttributeError, ValueError):
            difference = f"the expectation “{key}” cannot be read: {wanted!r}"
        if difference:
            yield difference


def _state(scene: Any, wanted: str) -> str:
    found = scene.platform.queries.instance_row(scene.instance_id).instance.state.value
    return "" if found == wanted else f"state is {found}, expected {wanted}"


def _open(scene: Any, wanted: list[str]) -> str:
    found = sorted(task.element_id for task in scene.open_tasks())
    return "" if found == sorted(wanted) else f"open tasks are {found}, expected {sorted(wanted)}"


def _waits(scene: Any, wanted: list[str]) -> str:
    found = {wait.element_id for wait in scene.platform.queries.waiting(scene.instance_id).waits}
    missing = [element for element in wanted if element not in found]
    return f"nothing waits at {missing}; waiting are {sorted(found)}" if missing else ""


def _visits(scene: Any, wanted: Mapping[str, int]) -> str:
    found = Counter(_passed_elements(scene))
    wrong = {element: found[element] for element, count in wanted.items() if found[element] != count}
    return f"visits are {wrong}, expected { {element: wanted[element] for element in wrong} }" if wrong else ""


def _passed(scene: Any, wanted: list[str]) -> str:
    missing = [element for element in wanted if element not in _passed_elements(scene)]
    return f"{missing} did not happen" if missing else ""


def _not_passed(scene: Any, wanted: list[str]) -> str:
    happened = [element for element in wanted if element in _passed_elements(scene)]
    return f"{happened} should not have happened" if happened else ""


def _order(scene: Any, wanted: list[str]) -> str:
    found = [element for element in _passed_elements(scene) if element in wanted]
    firsts = list(dict.fromkeys(found))
    return "" if firsts == list(wanted) else f"the order was {firsts}, expected {list(wanted)}"


def _variables(scene: Any, wanted: Mapping[str, Any]) -> str:
    found = instances.variables(scene.platform, scene.instance_id)
    wrong = {name: found.get(name) for name, value in wanted.items() if found.get(name) != value}
    return f"variables are {wrong}, expected { {name: wanted[name] for name in wrong} }" if wrong else ""


def _assignee(scene: Any, wanted: Mapping[str, str]) -> str:
    found = {task.element_id: task.assignee for task in scene.open_tasks()}
    wrong = {element: found.get(element) for element, person in wanted.items() if found.get(element) != person}
    return f"assignees are {wrong}" if wrong else ""


def _due(scene: Any, wanted: Mapping[str, Any]) -> str:
    found = {task.element_id: task.due_at for task in scene.open_tasks()}
    shown = {element: found[element].isoformat() if found.get(element) else None for element in wanted}
    plain = {element: moment if isinstance(moment, str) else moment.isoformat() for element, moment in wanted.items()}
    wrong = {element: shown[element] for element in plain if shown[element] != plain[element].replace("Z", "+00:00")}
    return f"due dates are {wrong}, expected { {element: plain[element] for element in wrong} }" if wrong else ""


def _incident(scene: Any, wanted: Any) -> str:
    raised = scene.platform.queries.incidents(scene.instance_id, "raised", PageRequest(200)).items
    kinds = sorted(incident.kind.value for incident in raised)
    if wanted is False:
        return f"there are incidents: {kinds}" if kinds else ""
    if not kinds:
        return "there is no incident"
    return "" if wanted is True or wanted in kinds else f"incidents are {kinds}, expected {wanted}"


CHECKS: dict[str, Callable[[Any, Any], str]] = {
    "state": _state,
    "open": _open,
    "waits": _waits,
    "visits": _visits,
    "passed": _passed,
    "not_passed": _not_passed,
    "order": _order,
    "variables": _variables,
    "assignee": _assignee,
    "due": _due,
    "incident": _incident,
}


def _passed_elements(scene: Any) -> list[str]:
    with scene.platform.store.read() as uow:
        entries = uow.entries(scene.instance_id)
    return [move[1] for entry in entries for move in entry.content.get("moves", ()) if move[2] == "completed"]
