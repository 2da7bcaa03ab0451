"""The task page: what to do, the form, and what stands around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Variables
from baton.domain.errors import Conflict, Forbidden, InvalidInput
from baton.domain.forms import Form
from baton.domain.tasks import TaskState, UserTask
from baton.usecases.tasks import OpenForm
from baton.usecases.worklist import completing
from baton.usecases.worklist.completing import Kept, Pending
from baton.web.instances.standing import Diagram, diagram
from baton.web.instances.telling import Told, told
from baton.web.markdown import markdown
from baton.web.naming import person_names
from baton.web.reminding.view import absence_chip
from baton.web.security.actor import current_actor
from baton.web.tasks import standing
from baton.web.tasks.hours import hours_chip
from baton.web.tasks.origins import origins
from baton.web.tasks.standing import Rights
from baton.web.wired import platform
from baton.web.words import Chip, label, value_text
from baton.web.worklist.facts import facts
from baton.web.worklist.filling import Filling, anchor, filling, title_of
from baton.web.worklist.rows import key_of

RECENT, MOST_DATA = 12, 60


@dataclass(frozen=True)
class Value:
    """A variable in words. ``anchor`` is the id of its field in the form, if it has one."""

    name: str
    text: str
    origin: str
    anchor: str = ""


@dataclass(frozen=True)
class Retained:
    """What the person typed earlier: ``seconds`` for which they can still take the completion back, or why nothing came of it.
    ``lines`` are for copying, where the form cannot be sent any more."""

    seconds: int = 0
    reason: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TaskPage:
    """Everything on the page of one task. ``obstacle`` says why it cannot be completed, if so; ``tag`` changes when somebody
    else does something to the task."""

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
    retained: Retained | None
    tag: str
    instance_id: str
    process: str
    diagram: Diagram
    activity: tuple[Told, ...]
    data: tuple[Value, ...]
    ended: bool = False

    @property
    def prefilled(self) -> tuple[Value, ...]:
        """The values that stand in the form already and of which it is known whence they come."""
        return () if self.form.read_only else tuple(value for value in self.data if value.anchor and value.origin)


def task_page(actor: Actor, opened: OpenForm, typed: Variables | None = None, refusal: Exception | None = None) -> TaskPage:
    """The page; with ``typed`` values and the refusal they met, when there was one."""
    task, element = opened.task, opened.element
    with platform().store.read() as uow:
        definition = uow.definition(task.definition_id)
        entries = uow.entries(task.instance_id)
    pending = completing.pending(platform(), [task.id]).get(task.id)
    kept = completing.kept(platform(), actor, task.id)
    names = person_names([task.assignee, task.ended_by, pending.by if pending else None, *(entry.actor for entry in entries)])
    rights = standing.rights_of(actor, task, pending, entries)
    elements = definition.outline.elements
    values = typed if typed is not None else kept.values if kept and (rights.complete or pending) else opened.values
    refused = isinstance(refusal, Conflict | Forbidden)
    form = filling(
        opened.form, values, f"/tasks/{task.id}", refusal if isinstance(refusal, InvalidInput) else None,
        outcomes=element.outcomes, read_only=not rights.complete and typed is None,
    )  # fmt: skip
    found = origins(entries, opened.variables, elements, names)
    return TaskPage(
        task.id, key_of(task.business_key, task.instance_id), task.name, task.title or task.name,
        _chips(task, definition, pending, names), markdown(element.instructions or element.documentation, opened.variables),
        facts(definition, opened.variables, opened.form), form, rights,
        _said(refusal) if refused else standing.obstacle(actor, task, pending, names),
        _retained(opened.form, (kept, pending), typed if refused or not rights.complete else None, refused),
        standing.tag(task, pending), task.instance_id, definition.title, diagram(entries, definition, task.element_id),
        tuple(reversed(told(entries[-RECENT:], elements, names))), _data(opened, found), task.state is not TaskState.OPEN,
    )  # fmt: skip


def _chips(task: UserTask, definition: ProcessDefinition, pending: Pending | None, names: dict[str, str]) -> tuple[Chip, ...]:
    chips, hours = standing.chips(task, pending, names), hours_chip(task, definition, platform().clock.now())
    away = absence_chip(current_actor(), task)
    return tuple(chip for chip in (chips[0], hours, *chips[1:], away) if chip)


def _said(refusal: Exception | None) -> str:
    return refusal.args[0] if refusal and refusal.args else str(refusal)


def _retained(form: Form, before: tuple[Kept | None, Pending | None], typed: Variables | None, refused: bool) -> Retained | None:
    kept, pending = before
    if typed is not None:
        return Retained(lines=_lines(form, typed))
    if kept is None or refused:
        return None
    if pending:
        left = (pending.until - platform().clock.now()).total_seconds()
        return Retained(seconds=max(1, round(left)))
    return Retained(reason=kept.reason, lines=_lines(form, kept.values))


def _lines(form: Form, typed: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What was typed, field by field, for copying."""
    return tuple((title_of(form, name), value_text(value)) for name, value in typed.items() if value not in (None, "", [], {}))


def _data(opened: OpenForm, found: Mapping[str, str]) -> tuple[Value, ...]:
    fields = opened.form.schema.get("properties", {})
    named = [(name, value) for name, value in opened.variables.items() if not name.startswith("_")][:MOST_DATA]
    return tuple(
        Value(
            title_of(opened.form, name) if name in fields else label(name), value_text(value), found.get(name, ""),
            anchor(name) if name in fields and value not in (None, "", [], {}) else "",
        )
        for name, value in named
    )  # fmt: skip
