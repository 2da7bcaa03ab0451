"""User tasks as rows of the worklist, in groups by their deadline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from baton.domain.actors import Actor
from baton.domain.policy import can
from baton.domain.tasks import TaskState, UserTask
from baton.usecases.filling import form_drafts
from baton.web.naming import person_names, process_titles
from baton.web.remarks.view import waiting_chips
from baton.web.wired import platform
from baton.web.words import Chip, age, colour, due_chip

SHORT_ID = 6
OVERDUE, TODAY, WEEK, LATER, NO_DATE = "Overdue", "Today", "This week", "Later", "No due date"
_DOTS = {OVERDUE: "danger", TODAY: "warn"}
_PRIORITIES = (
    (80, "Urgent", "alert-square-rounded", "high"), (60, "High", "antenna-bars-5", ""),
    (40, "Normal", "antenna-bars-3", ""), (0, "Low", "antenna-bars-2", ""),
)  # fmt: skip


@dataclass(frozen=True)
class TaskRow:
    """One line of the list. ``taken_by`` is set on a row that somebody else took meanwhile; ``draft``: the reader has
    begun to fill it in; ``waiting``: somebody was asked about it."""

    id: str
    key: str
    name: str
    title: str
    process: str
    colour: int
    priority: tuple[str, str, str]
    due: Chip | None
    who: str
    mine: bool
    claimable: bool
    created_at: datetime
    age: str
    ended_at: datetime | None = None
    taken_by: str = ""
    draft: bool = False
    waiting: Chip | None = None


@dataclass(frozen=True)
class Group:
    title: str
    dot: str
    rows: tuple[TaskRow, ...]


def task_rows(tasks: Iterable[UserTask], actor: Actor, now: datetime) -> tuple[TaskRow, ...]:
    """The rows of these tasks as this actor sees them."""
    listed = tuple(tasks)
    titles = process_titles(task.definition_id for task in listed)
    names = person_names(task.assignee or task.ended_by for task in listed)
    ids = [task.id for task in listed if task.state is TaskState.OPEN]
    drafts, waiting = form_drafts.drafts_of(platform(), actor, ids), waiting_chips(ids)
    rows = (_row(task, actor, now, (titles[task.definition_id], names)) for task in listed)
    return tuple(replace(row, draft=row.id in drafts, waiting=waiting.get(row.id)) for row in rows)


def groups(tasks: Iterable[UserTask], rows: Iterable[TaskRow], now: datetime) -> tuple[Group, ...]:
    """The rows under the headings of their deadlines, in the order in which they come."""
    found: dict[str, list[TaskRow]] = {}
    for task, row in zip(tasks, rows, strict=True):
        found.setdefault(deadline(task.due_at, now), []).append(row)
    return tuple(Group(title, _DOTS.get(title, ""), tuple(held)) for title, held in found.items())


def deadline(due: datetime | None, now: datetime) -> str:
    """The heading under which a deadline stands."""
    if due is None:
        return NO_DATE
    if due < now:
        return OVERDUE
    if due.date() == now.date():
        return TODAY
    end_of_week = now.date() + timedelta(days=6 - now.weekday())
    return WEEK if due.date() <= end_of_week else LATER


def key_of(business_key: str | None, instance_id: str) -> str:
    """What people call the instance: its business key, else the end of its id."""
    return business_key or instance_id[-SHORT_ID:]


def _row(task: UserTask, actor: Actor, now: datetime, names: tuple[str, dict[str, str]]) -> TaskRow:
    process, people = names
    is_open = task.state is TaskState.OPEN
    who = task.assignee if is_open else task.ended_by
    _, *priority = next(level for level in _PRIORITIES if task.priority >= level[0])
    return TaskRow(
        task.id, key_of(task.business_key, task.instance_id), task.name, task.title, process, colour(task.definition_key),
        (priority[0], priority[1], priority[2]), due_chip(task.due_at, now) if is_open else None, people.get(who or "", ""),
        who == actor.id, is_open and task.assignee is None and can(actor, "task.claim", task), task.created_at,
        age(task.created_at, now), task.ended_at,
    )  # fmt: skip
