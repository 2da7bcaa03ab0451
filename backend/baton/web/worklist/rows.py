"""User tasks as rows of the worklist, in groups by their deadline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from baton.domain.actors import Actor
from baton.domain.policy import can
from baton.domain.tasks import TaskState, UserTask
from baton.usecases.filling import form_drafts
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.language.choice import zone
from baton.web.naming import person_names, process_titles
from baton.web.remarks.view import waiting_chips
from baton.web.wired import platform
from baton.web.words import Chip, age, colour, due_chip

SHORT_ID = 6
OVERDUE, TODAY, WEEK, LATER, NO_DATE = (
    later("Overdue"), later("Today"), later("This week"), later("Later"), later("No due date"),
)  # fmt: skip
_DOTS = {OVERDUE: "danger", TODAY: "warn"}
_PRIORITIES = (
    (80, later("Urgent"), "alert-square-rounded", "high"), (60, later("High"), "antenna-bars-5", ""),
    (40, later("Normal"), "antenna-bars-3", ""), (0, later("Low"), "antenna-bars-2", ""),
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
    stands_for: str = ""
    back: Chip | None = None
    taken_by: str = ""
    draft: bool = False
    waiting: Chip | None = None
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    title: str
    dot: str
    rows: tuple[TaskRow, ...]


def task_rows(tasks: Iterable[UserTask], actor: Actor, now: datetime) -> tuple[TaskRow, ...]:
    """The rows of these tasks as this actor sees them."""
    listed = tuple(tasks)
    titles = process_titles(task.definition_id for task in listed)
    named = [person for task in listed for person in (task.assignee or task.ended_by, task.on_behalf_of)]
    names = person_names(named)
    ids = [task.id for task in listed if task.state is TaskState.OPEN]
    drafts, waiting = form_drafts.drafts_of(platform(), actor, ids), waiting_chips(ids)
    rows = (_row(task, actor, now, (titles[task.definition_id], names)) for task in listed)
    return tuple(replace(row, draft=row.id in drafts, waiting=waiting.get(row.id)) for row in rows)


def groups(tasks: Iterable[UserTask], rows: Iterable[TaskRow], now: datetime) -> tuple[Group, ...]:
    """The rows under the headings of their deadlines, in the order in which they come."""
    found: dict[str, list[TaskRow]] = {}
    for task, row in zip(tasks, rows, strict=True):
        found.setdefault(deadline(task.due_at, now), []).append(row)
    return tuple(Group(_(title), _DOTS.get(title, ""), tuple(held)) for title, held in found.items())


def deadline(due: datetime | None, now: datetime) -> str:
    """The heading under which a deadline stands."""
    if due is None:
        return NO_DATE
    if due < now:
        return OVERDUE
    day, today = due.astimezone(zone()).date(), now.astimezone(zone()).date()
    if day == today:
        return TODAY
    return WEEK if day <= today + timedelta(days=6 - today.weekday()) else LATER


def key_of(business_key: str | None, instance_id: str) -> str:
    """What people call the instance: its business key, else the end of its id."""
    return business_key or instance_id[-SHORT_ID:]


def _row(task: UserTask, actor: Actor, now: datetime, names: tuple[str, dict[str, str]]) -> TaskRow:
    process, people = names
    is_open = task.state is TaskState.OPEN
    who = task.assignee if is_open else task.ended_by
    _least, *priority = next(level for level in _PRIORITIES if task.priority >= level[0])
    return TaskRow(
        task.id, key_of(task.business_key, task.instance_id), task.name, task.title, process, colour(task.definition_key),
        (_(priority[0]), priority[1], priority[2]), due_chip(task.due_at, now) if is_open else None, people.get(who or "", ""),
        who == actor.id, is_open and task.assignee is None and can(actor, "task.claim", task), task.created_at,
        age(task.created_at, now), task.ended_at, people.get(_whose(task, actor) or "", ""),
    )  # fmt: skip


def _whose(task: UserTask, actor: Actor) -> str | None:
    """Whom the actor does it for, where that is somebody else."""
    return task.on_behalf_of or (task.assignee if task.assignee in actor.stands_for else None)
