"""Worklists: pages of the user tasks that an actor may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, bindparam

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.policy import sees_all_tasks
from baton.domain.ports.queries import Page, PageRequest, TaskFilter
from baton.domain.tasks import UserTask
from baton.storage.queries.cursors import Order, cut, given
from baton.storage.queries.reader import OPEN, Reader
from baton.storage.tables.base import microseconds
from baton.storage.tables.tasks import ANYONE, group, task_candidates, user, user_tasks
from baton.storage.transaction import columns

_SORTS = {"due": ("due_rank",), "priority": ("priority_rank", "due_rank"), "created": ("created_rank",)}
_RANKS = ("due_rank", "priority_rank", "created_rank")
_VIEWS = ("mine", "team", "all", "done")
_TASK = columns(user_tasks, "search")
_WIDTH = len(_TASK) - len(_RANKS)
_ACTOR: ColumnElement[str] = bindparam("actor", type_=sa.Text())
_HANDS = bindparam("hands", expanding=True)


def _candidate(*fits: ColumnElement[bool]) -> ColumnElement[bool]:
    return sa.exists().where(task_candidates.c.task_id == user_tasks.c.id, *fits).correlate(user_tasks)


# Tasks, open or ended, that the actor (or whom they stand in for) has, that they finished, or are a candidate for.
SEEN = sa.or_(
    user_tasks.c.assignee.in_(_HANDS),
    user_tasks.c.ended_by == _ACTOR,
    _candidate(task_candidates.c.who.in_(bindparam("named", expanding=True))),
    sa.and_(user_tasks.c.assignee.is_(None), _candidate(task_candidates.c.who == ANYONE)),
)
_NOT_MINE = sa.or_(user_tasks.c.assignee.is_(None), user_tasks.c.assignee.not_in(_HANDS))
_NARROWED: dict[str, ColumnElement[bool]] = {
    "instance_id": user_tasks.c.instance_id == bindparam("instance_id", type_=sa.Text()),
    "assignee": user_tasks.c.assignee == bindparam("assignee", type_=sa.Text()),
    "definition_key": user_tasks.c.definition_key == bindparam("definition_key", type_=sa.Text()),
    "group": _candidate(task_candidates.c.who == bindparam("group", type_=sa.Text())),
    "text": user_tasks.c.search.like(bindparam("text", type_=sa.Text()), escape="/"),
}
_SELECTIVE = {"instance_id", "assignee", "text"}
_NEWEST = Order("newest", [user_tasks.c.created_rank, user_tasks.c.id])
_DONE = Order("done", [user_tasks.c.ended_at, user_tasks.c.id], newest_first=True)


@dataclass(frozen=True)
class _Shape:
    """What decides the statement for open tasks; everything else are values, so that few statements serve everybody.
    ``hands``: in how many names the actor works; ``ways``: under how many, groups among them, they may be a candidate.
    ``narrowed``: the filters in use."""

    view: str
    sort: str
    after: bool
    hands: int
    ways: int
    everything: bool
    theirs: bool
    narrowed: frozenset[str]


class TaskQueries(Reader):
    """Pages of user tasks."""

    def tasks(self, actor: Actor, wanted: TaskFilter, page: PageRequest) -> Page[UserTask]:
        if wanted.view not in _VIEWS or wanted.sort not in _SORTS:
            raise InvalidInput(f"There is no view “{wanted.view}” sorted by “{wanted.sort}”.")
        values = {**_values(wanted), **seen_values(actor)}
        if wanted.view == "done" or wanted.state != "open":
            return self._ended(actor, wanted, page, values)
        names = _SORTS[wanted.sort]
        shape = _Shape(
            wanted.view, wanted.sort, page.after is not None, len(actor.hands), len(names_of(actor)), sees_all_tasks(actor),
            wanted.group in actor.groups, frozenset(_NARROWED.keys() & values.keys()),
        )  # fmt: skip
        values |= {f"way{place}": who for place, who in enumerate(names_of(actor))}
        values |= {f"hand{place}": who for place, who in enumerate(sorted(actor.hands))}
        rows = self._all(_open(shape), values | given(wanted.sort, len(names) + 1, page))
        return cut(rows, page, _task, lambda row: (wanted.sort, *(row._mapping[name] for name in names), row.id))

    def _ended(self, actor: Actor, wanted: TaskFilter, page: PageRequest, values: dict[str, Any]) -> Page[UserTask]:
        conditions = [_NARROWED[name] for name in _NARROWED if name in values]
        if wanted.view == "done":
            done = sa.select(*_TASK).where(user_tasks.c.ended_by == _ACTOR, *conditions).params(values)
            return cut(self._page(_DONE, done, page), page, _task, lambda row: ("done", microseconds(row.ended_at), row.id))
        if wanted.state is not None:
            conditions.append(user_tasks.c.state == wanted.state)
        may_see = {"mine": [user_tasks.c.assignee.in_(_HANDS)], "team": [SEEN, _NOT_MINE]}
        conditions += may_see.get(wanted.view, [] if sees_all_tasks(actor) else [SEEN])
        newest = sa.select(*_TASK).where(*conditions).params(values)
        return cut(self._page(_NEWEST, newest, page), page, _task, lambda row: ("newest", row.created_rank, row.id))


def names_of(actor: Actor) -> list[str]:
    """By which names the actor may be a candidate."""
    return [*(user(id) for id in sorted(actor.hands)), *(group(name) for name in sorted(actor.groups))]


def seen_values(actor: Actor) -> dict[str, Any]:
    """What ``SEEN`` asks of the actor."""
    return {"actor": actor.id, "hands": sorted(actor.hands), "named": names_of(actor)}


def from_candidates(who: ColumnElement[str], *conditions: ColumnElement[bool]) -> Select[Any]:
    """Open tasks along the candidates' index; the task itself is only looked at when a condition is about it."""
    c = task_candidates.c
    found = sa.select(*(c[rank] for rank in _RANKS), c.task_id.label("id")).where(c.who == who, c.open)
    return found.join(user_tasks, user_tasks.c.id == c.task_id).where(*conditions) if conditions else found


def candidate_ways(names: int, *conditions: ColumnElement[bool]) -> Iterator[Select[Any]]:
    """The open tasks that the actor is a candidate for: by each of their names and groups, or because anyone is."""
    for place in range(names):
        yield from_candidates(bindparam(f"way{place}", type_=sa.Text()), *conditions)
    yield from_candidates(sa.literal_column(f"'{ANYONE}'"), *conditions)


@lru_cache(maxsize=512)
def _open(shape: _Shape) -> Select[Any]:
    """One page of open tasks. Each way in which the actor comes to see tasks is a short walk along an index; the pages of
    all ways are merged."""
    names = _SORTS[shape.sort]
    ways = [
        Order(shape.sort, [*(table.c[name] for name in names), key]).page(statement, after=shape.after).subquery()
        for table, key, statement in _ways(shape)
    ]
    merged = sa.union(*(sa.select(*(way.c[name] for name in (*names, "id"))) for way in ways)).subquery()
    order = [*(merged.c[name] for name in names), merged.c.id]
    chosen = sa.select(merged.c.id).order_by(*order).limit(bindparam("most", type_=sa.Integer())).subquery()
    return (
        sa.select(*_TASK)
        .join_from(chosen, user_tasks, user_tasks.c.id == chosen.c.id)
        .order_by(*(user_tasks.c[name] for name in (*names, "id")))
    )


def _ways(shape: _Shape) -> Iterator[tuple[sa.Table, Any, Select[Any]]]:
    """(table with the sort keys, its task id, statement) for each way to see tasks in this view."""
    narrow = [_NARROWED[name] for name in _NARROWED if name in shape.narrowed]
    from_all = (user_tasks, user_tasks.c.id)
    candidates = (task_candidates, task_candidates.c.task_id)
    if shape.view == "mine":
        yield from _in_hand(shape, narrow)
        return
    if shape.view == "team":
        narrow.append(_NOT_MINE)
    elif shape.everything and "group" not in shape.narrowed:
        yield *from_all, _from_tasks(*narrow)
        return
    if "group" in shape.narrowed:
        seen = [] if shape.theirs or (shape.everything and shape.view == "all") else [SEEN]
        narrow.remove(_NARROWED["group"])
        yield *candidates, from_candidates(bindparam("group", type_=sa.Text()), *narrow, *seen)
    elif shape.narrowed & _SELECTIVE:
        yield *from_all, _from_tasks(*narrow, SEEN)
    else:
        if shape.view == "all":
            yield from _in_hand(shape, narrow)
        for statement in candidate_ways(shape.ways, *narrow):
            yield *candidates, statement


def _in_hand(shape: _Shape, narrow: list[ColumnElement[bool]]) -> Iterator[tuple[sa.Table, Any, Select[Any]]]:
    """What the actor has, and what those have for whom they stand in: a walk along the index for each."""
    for place in range(shape.hands):
        hand = bindparam(f"hand{place}", type_=sa.Text())
        yield user_tasks, user_tasks.c.id, _from_tasks(user_tasks.c.assignee == hand, *narrow)


def _from_tasks(*conditions: ColumnElement[bool]) -> Select[Any]:
    return sa.select(*(user_tasks.c[rank] for rank in _RANKS), user_tasks.c.id).where(user_tasks.c.state == OPEN, *conditions)


def _values(wanted: TaskFilter) -> dict[str, Any]:
    """The filters in use, as the statement's values."""
    text = wanted.text.strip().casefold()
    for character in ("/", "%", "_"):
        text = text.replace(character, f"/{character}")
    found = {
        "instance_id": wanted.instance_id, "assignee": wanted.assignee, "definition_key": wanted.definition_key,
        "group": group(wanted.group) if wanted.group is not None else None, "text": f"%{text}%" if text else None,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}


def _task(row: Any) -> UserTask:
    return UserTask(*row[:_WIDTH])
