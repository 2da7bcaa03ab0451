"""The task page: what to do, the form, and what stands around it."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, Forbidden, InvalidInput
from baton.domain.journal import Entry
from baton.domain.people import Person
from baton.domain.policy import can
from baton.domain.tasks import TaskState, UserTask
from baton.usecases.tasks import OpenForm
from baton.web.instances.standing import Diagram, diagram
from baton.web.instances.telling import Told, told
from baton.web.markdown import markdown
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import Chip, due_chip, listed
from baton.web.worklist.facts import facts
from baton.web.worklist.filling import Filling, filling
from baton.web.worklist.rows import key_of

RECENT = 12


@dataclass(frozen=True)
class Rights:
    """Which buttons the actor gets."""

    claim: bool
    release: bool
    assign: bool
    complete: bool


@dataclass(frozen=True)
class TaskPage:
    """Everything on the page of one task. ``obstacle`` says why it cannot be completed, if so."""

    id: str
    key: str
    name: str
    headline: str
    chips: tuple[Chip, ...]
    lead: Markup
    facts: tuple[tuple[str, str], ...]
    form: Filling
    rights: Rights
    obstacle: str
    colleagues: tuple[tuple[str, str], ...]
    instance_id: str
    process: str
    diagram: Diagram
    activity: tuple[Told, ...]


def task_page(
    actor: Actor, open_form: OpenForm, typed: dict[str, Any] | None = None, refusal: Exception | None = None
) -> TaskPage:
    """The page; with ``typed`` values and the refusal they met, when there was one."""
    task, element = open_form.task, open_form.element
    with platform().store.read() as uow:
        definition = uow.definition(task.definition_id)
        entries = uow.entries(task.instance_id)
        people = uow.people() if can(actor, "task.assign", task) else []
    names = person_names([task.assignee, task.ended_by, *(entry.actor for entry in entries[-RECENT:])])
    rights = _rights(actor, task)
    form = filling(
        open_form.form, typed if typed is not None else open_form.values, f"/tasks/{task.id}",
        refusal if isinstance(refusal, InvalidInput) else None,
        outcomes=element.outcomes, read_only=not rights.complete and typed is None,
    )  # fmt: skip
    return TaskPage(
        task.id, key_of(task.business_key, task.instance_id), task.name, task.title or task.name, _chips(task, names),
        markdown(element.instructions or element.documentation, open_form.variables), facts(definition, open_form.variables, open_form.form), form, rights,
        str(refusal) if isinstance(refusal, Conflict | Forbidden) else _obstacle(task, names, rights), _colleagues(people, task),
        task.instance_id, definition.title, diagram(entries, definition, task.element_id),
        _activity(entries, (definition.outline.elements, names)),
    )  # fmt: skip


def _rights(actor: Actor, task: UserTask) -> Rights:
    is_open = task.state is TaskState.OPEN
    mine = task.assignee == actor.id
    return Rights(
        is_open and task.assignee is None and can(actor, "task.claim", task),
        is_open and task.assignee is not None and (mine or can(actor, "task.assign")),
        is_open and can(actor, "task.assign", task),
        is_open and can(actor, "task.complete", task),
    )


def _obstacle(task: UserTask, names: dict[str, str], rights: Rights) -> str:
    if task.state is not TaskState.OPEN:
        when = f" at {task.ended_at:%Y-%m-%d %H:%M} UTC" if task.ended_at else ""
        who = f" by {names.get(task.ended_by or '', task.ended_by)}" if task.ended_by else ""
        return f"This task is {task.state.value}{who}{when}."
    if rights.complete:
        return ""
    if task.assignee:
        return f"{names.get(task.assignee, task.assignee)} has this task. You can read it."
    return f"This task is for {listed(task.candidate_groups + task.candidate_users)}. You can read it."


def _chips(task: UserTask, names: dict[str, str]) -> tuple[Chip, ...]:
    states = {"open": ("In progress", "hourglass", "info"), "completed": ("Completed", "circle-check", "ok")}
    is_open = task.state is TaskState.OPEN
    state = states.get(task.state.value, ("Cancelled", "ban", "quiet"))
    if is_open and task.assignee is None:
        state = ("Nobody has it", "hand-grab", "warn")
    due = due_chip(task.due_at, platform().clock.now()) if is_open else None
    groups = Chip(listed(task.candidate_groups), "users") if task.candidate_groups else None
    person = Chip(names.get(task.assignee, task.assignee), "user") if task.assignee else None
    return tuple(chip for chip in (due, Chip(*state), groups, person) if chip)


def _colleagues(people: list[Person], task: UserTask) -> tuple[tuple[str, str], ...]:
    """Whom the task can be handed to, its candidates first."""
    active = [person for person in people if not person.disabled and person.id != task.assignee]
    active.sort(key=lambda person: (not person.groups.intersection(task.candidate_groups), person.name.lower()))
    return tuple((person.id, person.name or person.id) for person in active)


def _activity(entries: list[Entry], words: tuple[Any, dict[str, str]]) -> tuple[Told, ...]:
    elements, names = words
    return tuple(reversed(told(entries[-RECENT:], elements, names)))
