"""Keeping user tasks, and who may take them."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.instances import ProcessInstance
from baton.domain.tasks import TaskState, UserTask
from baton.storage.prepared import Question
from baton.storage.tables.base import NEVER, microseconds
from baton.storage.tables.instances import instances
from baton.storage.tables.tasks import ANYONE, group, task_candidates, user, user_tasks
from baton.storage.transaction import Transaction, by_id, change, changed, columns, differing

_OURS = ("due_rank", "priority_rank", "created_rank", "search")
_REPEATED = frozenset(("name", "title", "business_key", "due_at", "priority", "created_at"))  # what those are made of
_READ = Question(by_id(user_tasks, *_OURS))
_LOCKED = Question(  # the instance first: everybody locks in that order
    sa.select(instances, *columns(user_tasks, *_OURS))
    .select_from(instances.join(user_tasks, user_tasks.c.instance_id == instances.c.id))
    .where(user_tasks.c.id == bindparam("id"))
    .with_for_update()
)
_OPEN = sa.select(*columns(user_tasks, *_OURS)).where(
    user_tasks.c.instance_id == bindparam("instance"), user_tasks.c.state == TaskState.OPEN
)
_ADD = sa.insert(user_tasks)
_CHANGE = change(user_tasks, "id")
_ADD_CANDIDATES = sa.insert(task_candidates)
_DROP_CANDIDATES = sa.delete(task_candidates).where(task_candidates.c.task_id == bindparam("task"))
_OFFER = sa.update(task_candidates).where(task_candidates.c.task_id == bindparam("task"))
AT_ONCE = 4  # a list of any length would be compiled anew each time
_COMPLETERS = Question(
    sa.select(user_tasks.c.ended_by, user_tasks.c.on_behalf_of).where(
        user_tasks.c.instance_id == bindparam("instance"),
        user_tasks.c.state == TaskState.COMPLETED,
        sa.or_(*(user_tasks.c.element_id == bindparam(f"element_{place}") for place in range(AT_ONCE))),
        user_tasks.c.ended_by.is_not(None),
    )
)


class TaskWriter(Transaction):
    """User tasks."""

    def task(self, id: str) -> UserTask:
        found = UserTask(*self._one(_READ, "user task", id))
        self._tasks_seen[id] = found
        return found

    def locked_task(self, id: str) -> tuple[UserTask, ProcessInstance]:
        row = self._one(_LOCKED, "user task", id)
        width = len(instances.columns)
        found = UserTask(*row[width:])
        instance = ProcessInstance(*row[:width])
        self._tasks_seen[id], self._instances_seen[instance.id] = found, instance
        return found, instance

    def open_tasks(self, instance_id: str) -> list[UserTask]:
        found = [UserTask(*row) for row in self._rows(_OPEN, instance=instance_id)]
        self._tasks_seen.update((task.id, task) for task in found)
        return found

    def add_tasks(self, tasks: Iterable[UserTask]) -> None:
        tasks = list(tasks)
        if not tasks:
            return
        self._run(_ADD, [{**vars(task), **_ours(task)} for task in tasks])
        self._tasks_seen.update((task.id, task) for task in tasks)
        self._add_candidates(tasks)

    def save_task(self, task: UserTask) -> None:
        before = self._tasks_seen.get(task.id)
        values = _differing(before, task) if before else changed(task, "id", **_ours(task))
        if values:
            self._run(_CHANGE, values)
        self._tasks_seen[task.id] = task
        if before is None or _standing(before) != _standing(task):
            self._run(_DROP_CANDIDATES, {"task": task.id})
            self._add_candidates([task])
        elif _offered(before) != _offered(task):
            self._run(_OFFER, {"task": task.id, "open": _offered(task)})

    def completers(self, instance_id: str, element_ids: Iterable[str]) -> frozenset[str]:
        elements = list(element_ids)
        found: set[str] = set()
        for first in range(0, len(elements), AT_ONCE):
            some = elements[first : first + AT_ONCE]
            asked = {f"element_{place}": some[min(place, len(some) - 1)] for place in range(AT_ONCE)}
            found.update(who for row in self._rows(_COMPLETERS, instance=instance_id, **asked) for who in row if who)
        return frozenset(found)

    def _add_candidates(self, tasks: list[UserTask]) -> None:
        rows = [
            {"task_id": task.id, "who": who, "open": _offered(task), **_ranks(task)}
            for task in tasks
            for who in _candidates(task)
        ]
        if rows:
            self._run(_ADD_CANDIDATES, rows)


def _ranks(task: UserTask) -> dict[str, int]:
    return {
        "due_rank": NEVER if task.due_at is None else microseconds(task.due_at),
        "priority_rank": -task.priority,
        "created_rank": -microseconds(task.created_at),
    }


def _ours(task: UserTask) -> dict[str, Any]:
    """Our own columns of a task."""
    return {**_ranks(task), "search": f"{task.name}\n{task.title}\n{task.business_key or ''}".casefold()}


def _differing(before: UserTask, task: UserTask) -> dict[str, Any]:
    values = differing(before, task, "id")
    if _REPEATED.isdisjoint(values):
        return values
    old = _ours(before)
    return values | {name: value for name, value in _ours(task).items() if value != old[name]}


def _candidates(task: UserTask) -> list[str]:
    named = [user(name) for name in dict.fromkeys(task.candidate_users)]
    named += [group(name) for name in dict.fromkeys(task.candidate_groups)]
    return named or [ANYONE]


def _offered(task: UserTask) -> bool:
    """Whether its candidates may take the task; one for anyone belongs to whoever has it."""
    if task.candidate_users or task.candidate_groups:
        return task.state is TaskState.OPEN
    return task.state is TaskState.OPEN and task.assignee is None


def _standing(task: UserTask) -> tuple[Any, ...]:
    """What the candidate rows repeat of a task."""
    return (task.candidate_users, task.candidate_groups, task.due_at, task.priority)
