"""The page of one instance: where it stands, what it waits for, what it knows, what happened."""

from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.incidents import Incident
from baton.domain.instances import InstanceState
from baton.domain.policy import can
from baton.domain.ports.queries import InstanceRow, Waiting
from baton.domain.waits import TIMER
from baton.usecases import instances
from baton.usecases.activities import elements_met
from baton.web.instances.standing import Diagram, diagram
from baton.web.instances.telling import Told, told
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import Chip, due_chip, is_long, label, listed, value_text

RECENT = 30


@dataclass(frozen=True)
class Open:
    """One thing the instance waits for. ``link`` leads to the task where there is one."""

    kind: str
    icon: str
    name: str
    detail: str
    due: Chip | None = None
    link: str = ""


@dataclass(frozen=True)
class Variable:
    """One variable; a long value is folded away."""

    name: str
    label: str
    text: str
    long: bool


@dataclass(frozen=True)
class Trouble:
    """One incident of the instance."""

    incident: Incident
    element: str


@dataclass(frozen=True)
class InstancePage:
    row: InstanceRow
    name: str
    started_by: str
    diagram: Diagram
    open: tuple[Open, ...]
    troubles: tuple[Trouble, ...]
    variables: tuple[Variable, ...]
    entries: tuple[Told, ...]
    total: int
    operates: bool
    active: bool


def instance_page(actor: Actor, instance_id: str) -> InstancePage:
    """The page, if the actor may see the instance."""
    instances.visible_instance(platform(), actor, instance_id)
    row = platform().queries.instance_row(instance_id)
    instance = row.instance
    waiting = platform().queries.waiting(instance_id)
    with platform().store.read() as uow:
        definition = uow.definition(instance.definition_id)
        entries = uow.entries(instance_id)
        elements = elements_met(uow, definition, entries)
    names = person_names(
        [instance.started_by, *(task.assignee for task in waiting.tasks), *(entry.actor for entry in entries[-RECENT:])]
    )
    return InstancePage(
        row, instance.business_key or instance.id[-6:], names.get(instance.started_by, instance.started_by),
        diagram(entries, definition), _open(actor, waiting, definition, names), _troubles(waiting, definition),
        _variables(instances.variables(platform(), instance_id)),
        tuple(reversed(told(entries[-RECENT:], elements, names))), len(entries),
        can(actor, "instance.operate"), instance.state is InstanceState.ACTIVE,
    )  # fmt: skip


def _open(actor: Actor, waiting: Waiting, definition: ProcessDefinition, names: dict[str, str]) -> tuple[Open, ...]:
    now = platform().clock.now()
    tasks = [
        Open(
            "Task", "user", task.name,
            names.get(task.assignee, task.assignee) if task.assignee else f"for {listed(task.candidate_groups) or 'anybody'}",
            due_chip(task.due_at, now), f"/tasks/{task.id}" if can(actor, "task.see", task) else "",
        )
        for task in waiting.tasks
    ]  # fmt: skip
    jobs = [
        Open("Job", "bolt", _element(definition, job.element_id), job.operation or job.kind, due_chip(job.due_at, now))
        for job in waiting.jobs
    ]
    icons = {TIMER: "clock", "message": "mail", "signal": "bolt", "condition": "filter"}
    waits = [
        Open(
            wait.kind.capitalize(), icons.get(wait.kind, "hourglass"), _element(definition, wait.element_id),
            wait.name or "", due_chip(wait.due_at, now),
        )
        for wait in waiting.waits
    ]  # fmt: skip
    return tuple(tasks + jobs + waits)


def _troubles(waiting: Waiting, definition: ProcessDefinition) -> tuple[Trouble, ...]:
    return tuple(Trouble(one, _element(definition, one.element_id)) for one in waiting.incidents if one.resolved_at is None)


def _variables(found: dict[str, object]) -> tuple[Variable, ...]:
    shown = sorted((name, value) for name, value in found.items() if not name.startswith("_"))
    return tuple(Variable(name, label(name), value_text(value), is_long(value)) for name, value in shown)


def _element(definition: ProcessDefinition, element_id: str | None) -> str:
    element = definition.outline.elements.get(element_id or "")
    return (element.name or element.id) if element else (element_id or "")
