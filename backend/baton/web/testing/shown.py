"""What stands in a story, as the test panel reads it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from baton.domain.definitions import ElementOutline, StartEvent
from baton.domain.scenarios import Covered, Standing, Trouble, passed
from baton.domain.tasks import UserTask
from baton.usecases.testing.mutation import MutationScore
from baton.usecases.testing.results import Result
from baton.web.words import iso, label, value_text

_LIVE = ("waiting", "failed")
People = Mapping[str, tuple[str, ...]]


def standing(found: Standing, flows: Iterable[Any], people: People) -> dict[str, Any]:
    """Everything of it as JSON values, names in words."""
    name = _Names(found.elements)
    elements, taken = passed(found.moves(), flows)
    return {
        "state": found.state, "clock": iso(found.clock), "next_due": _iso(found.next_due), "moments": [iso(one) for one in found.moments],
        "elements": _states(found, elements), "flows": taken,
        "path": [
            {"step": one.step, "activity": one.move.activity, "element_id": one.move.element_id, "name": name(one.move.element_id),
             "state": one.move.state, "type": one.move.type}
            for one in found.passages
        ],
        "tasks": [_task(task, found.elements, people) for task in found.tasks],
        "timers": sorted(
            ({"element_id": wait.element_id, "name": name(wait.element_id), "due_at": iso(wait.due_at)} for wait in found.waits if wait.due_at),
            key=lambda timer: timer["due_at"],
        ),
        "waits": [
            {"kind": wait.kind, "name": wait.name or "", "element_id": wait.element_id, "element": name(wait.element_id),
             "correlation": dict(wait.correlation)}
            for wait in found.waits if not wait.due_at
        ],
        "jobs": [
            {"operation": job.operation, "element_id": job.element_id, "name": name(job.element_id or ""), "state": job.state.value,
             "parameters": dict(job.parameters), "due_at": iso(job.due_at)}
            for job in found.jobs
        ],
        "incidents": [
            {"element_id": one.element_id, "name": name(one.element_id), "kind": one.kind.value, "message": one.message}
            for one in found.incidents
        ],
        "variables": [
            {"name": key, "value": value, "text": value_text(value)}
            for key, value in sorted(found.variables.items()) if not key.startswith("_")
        ],
        "troubles": [trouble(one) for one in found.troubles],
    }  # fmt: skip


def trouble(found: Trouble) -> dict[str, Any]:
    return {
        "step": found.step, "kind": found.kind, "text": str(found), "message": found.message,
        "problems": [problem.as_dict() for problem in found.problems],
    }  # fmt: skip


def start(found: StartEvent, elements: Mapping[str, ElementOutline], people: People) -> dict[str, Any]:
    """One way to begin, and somebody of its lane who could. Its ``name`` is what a story says: of the message or signal, else of
    the element."""
    element = elements.get(found.element_id)
    name = found.name if found.kind in ("message", "signal") else None if found.kind == "none" else found.element_id
    title = element.name if element and element.name != found.element_id else label(found.element_id)
    lane = element.lane if element else None
    person = next((id for id, groups in people.items() if lane in groups), next(iter(people), "somebody"))
    return {
        "kind": found.kind, "name": name, "element_id": found.element_id, "title": title, "form": bool(found.form), "suggested": person,
    }  # fmt: skip


def coverage(found: Covered) -> dict[str, Any]:
    """What is covered, for the diagram and as a list."""
    names = found.parts.elements
    return {
        "percent": found.percent, "elements": dict(found.elements), "flows": dict(found.flows),
        "missing_elements": [{"id": id, "name": names[id]} for id in found.missing_elements()],
        "missing_flows": [
            {"id": flow.id, "name": flow.name or f"{names.get(flow.source, flow.source)} → {names.get(flow.target, flow.target)}"}
            for flow in found.missing_flows()
        ],
    }  # fmt: skip


def result(found: Result) -> dict[str, Any]:
    return {
        "file": found.scenario.file, "title": found.scenario.title, "origin": found.scenario.origin, "green": found.green,
        "failure": found.failure, "step": found.step, "readable": found.scenario.story is not None,
    }  # fmt: skip


def score(found: MutationScore) -> dict[str, Any]:
    """A measurement, survivors as sentences."""
    return {
        "total": found.total, "noticed": found.noticed, "judged": found.judged, "tried": found.tried, "refused": found.refused,
        "percent": found.percent, "red": found.red,
        "survivors": [
            {"text": one.unnoticed, "element_id": one.element_id, "kind": one.kind, "unseen": one.id in found.unseen}
            for one in found.survivors
        ],
    }  # fmt: skip


def suggested(task: UserTask, people: People) -> str:
    """A person who could do the task: of its candidates, and not one of those who must not."""
    if task.assignee:
        return task.assignee
    groups = set(task.candidate_groups)
    able = [id for id, theirs in people.items() if id in task.candidate_users or groups.intersection(theirs)]
    free = [id for id in able if id not in task.not_same_as]
    return free[0] if free else "somebody else" if task.not_same_as else "somebody"


class _Names:
    def __init__(self, elements: Mapping[str, ElementOutline]) -> None:
        self._elements = elements

    def __call__(self, id: str) -> str:
        return self._elements[id].name if id in self._elements else id


def _task(task: UserTask, elements: Mapping[str, ElementOutline], people: People) -> dict[str, Any]:
    return {
        "activity": task.activity, "element_id": task.element_id, "name": task.name, "title": task.title, "assignee": task.assignee,
        "groups": list(task.candidate_groups), "users": list(task.candidate_users), "due_at": _iso(task.due_at),
        "not_same_as": list(task.not_same_as), "suggested": suggested(task, people), "form": bool(task.form),
    }  # fmt: skip


def _states(found: Standing, visits: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Per element: how it stands (what still lives decides) and how often it was begun."""
    latest: dict[str, dict[str, str]] = {}
    for passage in found.passages:
        latest.setdefault(passage.move.element_id, {})[passage.move.activity] = passage.move.state
    failed = {incident.element_id for incident in found.incidents}
    return {
        id: {"state": "failed" if id in failed else _shown(list(states.values())), "visits": visits.get(id, len(states))}
        for id, states in latest.items()
    }


def _shown(states: list[str]) -> str:
    return next((state for state in reversed(_LIVE) if state in states), states[-1])


def _iso(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None
