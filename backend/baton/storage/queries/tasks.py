"""Worklists: pages of the user tasks that an actor may see."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.policy import sees_all_tasks
from baton.domain.ports.queries import Page, PageRequest, TaskFilter
from baton.domain.tasks import UserTask
from baton.storage.queries.cursors import Order, cut
from baton.storage.queries.reader import OPEN, Reader, contains
from baton.storage.tables.base import microseconds
from baton.storage.tables.tasks import ANYONE, GROUP, USER, task_candidates, user_tasks

_SORTS = {"due": ("due_rank",), "priority": ("priority_rank", "due_rank"), "created": ("created_rank",)}
_RANKS = ("due_rank", "priority_rank", "created_rank")
_VIEWS = ("mine", "team", "all", "done")
_TASK = list(user_tasks.columns)
_WIDTH = len(_TASK) - len(_RANKS)
_IS_OPEN = user_tasks.c.state == OPEN
_NEWEST = Order("newest", [user_tasks.c.created_rank, user_tasks.c.id])
_DONE = Order("done", [user_tasks.c.ended_at, user_tasks.c.id], newest_first=True)


class TaskQueries(Reader):
    """Pages of user tasks."""

    def tasks(self, actor: Actor, wanted: TaskFilter, page: PageRequest) -> Page[UserTask]:
        if wanted.view not in _VIEWS or wanted.sort not in _SORTS:
            raise InvalidInput(f"There is no view “{wanted.view}” sorted by “{wanted.sort}”.")
        if wanted.view == "done":
            done = sa.select(*_TASK).where(user_tasks.c.ended_by == actor.id, *narrowed(wanted))
            rows = self._all(_DONE.page(done, page))
            return cut(rows, page, _task, lambda row: ("done", microseconds(row.ended_at), row.id))
        if wanted.state != "open":
            ended = sa.select(*_TASK).where(*_of_state(wanted.state), *_may_see(actor, wanted), *narrowed(wanted))
            rows = self._all(_NEWEST.page(ended, page))
            return cut(rows, page, _task, lambda row: ("newest", row.created_rank, row.id))
        rows = self._all(_open(actor, wanted, page))
        names = _SORTS[wanted.sort]
        return cut(rows, page, _task, lambda row: (wanted.sort, *(row._mapping[name] for name in names), row.id))


def _open(actor: Actor, wanted: TaskFilter, page: PageRequest) -> Select[Any]:
    """One page of open tasks. Each way in which the actor comes to see tasks is a short walk along an index; the pages of
    all ways are merged."""
    names = _SORTS[wanted.sort]
    ways = [
        Order(wanted.sort, [*(way.c[name] for name in names), key]).page(statement, page).subquery()
        for way, key, statement in _ways(actor, wanted)
    ]
    merged = sa.union(*(sa.select(*(way.c[name] for name in (*_RANKS, "id"))) for way in ways)).subquery()
    chosen = Order(wanted.sort, [*(merged.c[name] for name in names), merged.c.id]).page(sa.select(merged.c.id), page).subquery()
    return (
        sa.select(*_TASK)
        .join_from(chosen, user_tasks, user_tasks.c.id == chosen.c.id)
        .order_by(*(user_tasks.c[name] for name in (*names, "id")))
    )


def _ways(actor: Actor, wanted: TaskFilter) -> Iterator[tuple[sa.Table, Any, Select[Any]]]:
    """(table with the sort keys, its task id, statement) for each way to see tasks in this view."""
    narrow = narrowed(wanted)
    mine = _from_tasks(user_tasks.c.assignee == actor.id, *narrow)
    if wanted.view == "mine" or (wanted.view == "all" and wanted.assignee == actor.id):
        yield user_tasks, user_tasks.c.id, mine
        return
    if wanted.group and (wanted.group in actor.groups or (wanted.view == "all" and sees_all_tasks(actor))):
        others = [_not_mine(actor)] if wanted.view == "team" else []
        yield task_candidates, task_candidates.c.task_id, from_candidates(GROUP, wanted.group, *narrow, *others)
        return
    if wanted.view == "all" and sees_all_tasks(actor):
        yield user_tasks, user_tasks.c.id, _from_tasks(*narrow)
        return
    if wanted.view == "all":
        yield user_tasks, user_tasks.c.id, mine
    others = [_not_mine(actor)] if wanted.view == "team" else []
    for statement in candidate_ways(actor, *narrow, *others):
        yield task_candidates, task_candidates.c.task_id, statement


def candidate_ways(actor: Actor, *conditions: ColumnElement[bool]) -> Iterator[Select[Any]]:
    """The open tasks that the actor is a candidate for: by name, by each group, or because anyone is."""
    yield from_candidates(USER, actor.id, *conditions)
    for group in sorted(actor.groups):
        yield from_candidates(GROUP, group, *conditions)
    yield from_candidates(ANYONE, "", user_tasks.c.assignee.is_(None), *conditions)


def from_candidates(kind: str, name: str, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Open tasks along the candidates' index; the task itself is only looked at when a condition is about it."""
    c = task_candidates.c
    found = sa.select(*(c[rank] for rank in _RANKS), c.task_id.label("id")).where(c.kind == kind, c.name == name, c.open)
    if conditions:
        found = found.join(user_tasks, user_tasks.c.id == c.task_id).where(*conditions)
    return found


def narrowed(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    """The conditions of the filter that are about the task itself."""
    c = user_tasks.c
    equal = {c.instance_id: wanted.instance_id, c.assignee: wanted.assignee, c.definition_key: wanted.definition_key}
    conditions: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    if wanted.group is not None:
        conditions.append(_candidate([(GROUP, wanted.group)]))
    if wanted.text.strip():
        conditions.append(contains(wanted.text.strip(), c.name, c.title, c.business_key))
    return conditions


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Tasks, open or ended, that the actor has, finished, or is a candidate for."""
    named = [(USER, actor.id), *((GROUP, group) for group in sorted(actor.groups))]
    anyone = sa.and_(user_tasks.c.assignee.is_(None), _candidate([(ANYONE, "")]))
    return sa.or_(user_tasks.c.assignee == actor.id, user_tasks.c.ended_by == actor.id, _candidate(named), anyone)


def _from_tasks(*conditions: ColumnElement[bool]) -> Select[Any]:
    return sa.select(*(user_tasks.c[rank] for rank in _RANKS), user_tasks.c.id).where(_IS_OPEN, *conditions)


def _candidate(named: list[tuple[str, str]]) -> ColumnElement[bool]:
    c = task_candidates.c
    fits = sa.or_(*(sa.and_(c.kind == kind, c.name == name) for kind, name in named))
    return sa.exists().where(c.task_id == user_tasks.c.id, fits).correlate(user_tasks)


def _not_mine(actor: Actor) -> ColumnElement[bool]:
    return sa.or_(user_tasks.c.assignee.is_(None), user_tasks.c.assignee != actor.id)


def _of_state(state: str | None) -> list[ColumnElement[bool]]:
    return [] if state is None else [user_tasks.c.state == state]


def _may_see(actor: Actor, wanted: TaskFilter) -> list[ColumnElement[bool]]:
    if wanted.view == "mine":
        return [user_tasks.c.assignee == actor.id]
    if wanted.view == "team":
        return [seen_by(actor), _not_mine(actor)]
    return [] if sees_all_tasks(actor) else [seen_by(actor)]


def _task(row: Any) -> UserTask:
    return UserTask(*row[:_WIDTH])
