"""Worklists: pages of the user tasks that an actor may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.policy import sees_all_tasks
from baton.domain.ports.queries import Page, PageRequest, TaskFilter
from baton.domain.tasks import UserTask
from baton.domain.working.worklists import Condition, SortKey, read_sort
from baton.storage.queries import sorting
from baton.storage.queries.cursors import Order, cut, given
from baton.storage.queries.narrowing import (
    NARROWED,
    PUTS_ASIDE,
    RANKED,
    SELECTIVE,
    candidate,
    holds,
    instances_where,
    ranked,
    values_of,
)
from baton.storage.queries.reader import OPEN, Reader
from baton.storage.tables.base import microseconds
from baton.storage.tables.tasks import ANYONE, group, task_candidates, user, user_tasks
from baton.storage.tables.working.worklists import snoozes
from baton.storage.transaction import columns

_SORTS = {"due": ("due_rank",), "priority": ("priority_rank", "due_rank"), "created": ("created_rank",)}
_RANKS = ("due_rank", "priority_rank", "created_rank")
_VIEWS = ("mine", "team", "all", "snoozed", "done")
PROBED = 1_000
_TASK = columns(user_tasks, "search")
_WIDTH = len(_TASK) - len(_RANKS)
_ACTOR: ColumnElement[str] = bindparam("actor", type_=sa.Text())
_HANDS: BindParameter[Any] = bindparam("hands", expanding=True)


# Tasks, open or ended, that the actor (or whom they stand in for) has, that they finished, or are a candidate for.
SEEN = sa.or_(
    user_tasks.c.assignee.in_(_HANDS),
    user_tasks.c.ended_by == _ACTOR,
    candidate(task_candidates.c.who.in_(bindparam("named", expanding=True))),
    sa.and_(user_tasks.c.assignee.is_(None), candidate(task_candidates.c.who == ANYONE)),
)
_NOT_MINE = sa.or_(user_tasks.c.assignee.is_(None), user_tasks.c.assignee.not_in(_HANDS))
ASLEEP = user_tasks.c.id.in_(
    sa.select(snoozes.c.task_id).where(
        snoozes.c.person_id == _ACTOR, snoozes.c.until > bindparam("asleep", type_=sa.BigInteger())
    )
)
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
        if wanted.view not in _VIEWS:
            raise InvalidInput(f"There is no view “{wanted.view}”.")
        keys = read_sort(wanted.sort)
        values = {**values_of(wanted), **seen_values(actor)}
        if wanted.view == "done" or wanted.state != "open":
            return self._ended(actor, wanted, page, values)
        if "awake" in values and not self._all(PUTS_ASIDE, values)[0][0]:
            del values["awake"]
        few, checked = self._probed(wanted.conditions)
        if few is not None:
            values["among"] = few
        shape = _Shape(
            wanted.view, wanted.sort, page.after is not None, len(actor.hands), len(names_of(actor)), sees_all_tasks(actor),
            wanted.group in actor.groups, frozenset((NARROWED.keys() | set(RANKED)) & values.keys()),
        )  # fmt: skip
        values |= {f"way{place}": who for place, who in enumerate(names_of(actor))}
        values |= {f"hand{place}": who for place, who in enumerate(sorted(actor.hands))}
        if wanted.view == "snoozed":
            values["asleep"] = microseconds(wanted.awake_at) if wanted.awake_at else 0
        if wanted.sort not in _SORTS:
            return self._sorted(shape, (keys, checked), values, page)
        names = _SORTS[wanted.sort]
        statement = _open.__wrapped__(shape, checked) if checked else _open(shape)
        rows = self._all(statement, values | given(wanted.sort, len(names) + 1, page))
        return cut(rows, page, _task, lambda row: (wanted.sort, *(row._mapping[name] for name in names), row.id))

    def _sorted(
        self, shape: _Shape, by: tuple[tuple[SortKey, ...], tuple[Condition, ...]], values: dict[str, Any], page: PageRequest
    ) -> Page[UserTask]:
        keys, checked = by
        ways = [statement for _table, _key, statement in _ways(shape, [holds(condition) for condition in checked])]
        statement = sorting.sorted_page(ways, keys, _TASK, after=shape.after)
        rows = self._all(statement, values | sorting.given(shape.sort, keys, page))
        return cut(rows, page, _task, lambda row: sorting.place_of(shape.sort, keys, row))

    def _probed(self, conditions: tuple[Condition, ...]) -> tuple[list[str] | None, tuple[Condition, ...]]:
        """The instances for which the first condition holds that holds for few; and what is left to be checked, task by task:
        what holds for many is soon met on the way along the sort order."""
        for condition in conditions:
            found = instances_where(condition)
            rows = self._all(found.limit(PROBED + 1)) if found is not None else None
            if rows is not None and len(rows) <= PROBED:
                return [row[0] for row in rows], tuple(other for other in conditions if other is not condition)
        return None, conditions

    def _ended(self, actor: Actor, wanted: TaskFilter, page: PageRequest, values: dict[str, Any]) -> Page[UserTask]:
        conditions = [NARROWED[name] for name in NARROWED if name in values]
        conditions += [*ranked(user_tasks, user_tasks.c.id, values.keys() - {"awake"}), *map(holds, wanted.conditions)]
        if wanted.view == "done":
            done = sa.select(*_TASK).where(user_tasks.c.ended_by == _ACTOR, *conditions).params(values)
            return cut(self._page(_DONE, done, page), page, _task, lambda row: ("done", microseconds(row.ended_at), row.id))
        if wanted.state is not None:
            conditions.append(user_tasks.c.state == wanted.state)
        may_see: dict[str, list[ColumnElement[bool]]] = {"mine": [user_tasks.c.assignee.in_(_HANDS)], "team": [SEEN, _NOT_MINE]}
        conditions += may_see.get(wanted.view, [] if sees_all_tasks(actor) else [SEEN])
        newest = sa.select(*_TASK).where(*conditions).params(values)
        return cut(self._page(_NEWEST, newest, page), page, _task, lambda row: ("newest", row.created_rank, row.id))


def names_of(actor: Actor) -> list[str]:
    """By which names the actor may be a candidate."""
    return [*(user(id) for id in sorted(actor.hands)), *(group(name) for name in sorted(actor.groups))]


def seen_values(actor: Actor) -> dict[str, Any]:
    """What ``SEEN`` asks of the actor."""
    return {"actor": actor.id, "hands": sorted(actor.hands), "named": names_of(actor)}


def from_candidates(
    who: ColumnElement[str], *conditions: ColumnElement[bool], told: Iterable[ColumnElement[bool]] = ()
) -> Select[Any]:
    """Open tasks along the candidates' index; the task itself is only looked at when a condition is about it. ``told`` are
    conditions that the candidates' rows answer."""
    c = task_candidates.c
    found = sa.select(*(c[rank] for rank in _RANKS), c.task_id.label("id")).where(c.who == who, c.open, *told)
    return found.join(user_tasks, user_tasks.c.id == c.task_id).where(*conditions) if conditions else found


def candidate_ways(
    names: int, *conditions: ColumnElement[bool], told: Iterable[ColumnElement[bool]] = ()
) -> Iterator[Select[Any]]:
    """The open tasks that the actor is a candidate for: by each of their names and groups, or because anyone is."""
    for place in range(names):
        yield from_candidates(bindparam(f"way{place}", type_=sa.Text()), *conditions, told=told)
    yield from_candidates(sa.literal_column(f"'{ANYONE}'"), *conditions, told=told)


@lru_cache(maxsize=512)
def _open(shape: _Shape, checked: tuple[Condition, ...] = ()) -> Select[Any]:
    """One page of open tasks. Each way in which the actor comes to see tasks is a short walk along an index; the pages of
    all ways are merged."""
    names = _SORTS[shape.sort]
    ways = [
        Order(shape.sort, [*(table.c[name] for name in names), key]).page(statement, after=shape.after).subquery()
        for table, key, statement in _ways(shape, [holds(condition) for condition in checked])
    ]
    merged = sa.union(*(sa.select(*(way.c[name] for name in (*names, "id"))) for way in ways)).subquery()
    order = [*(merged.c[name] for name in names), merged.c.id]
    chosen = sa.select(merged.c.id).order_by(*order).limit(bindparam("most", type_=sa.Integer())).subquery()
    return (
        sa.select(*_TASK)
        .join_from(chosen, user_tasks, user_tasks.c.id == chosen.c.id)
        .order_by(*(user_tasks.c[name] for name in (*names, "id")))
    )


def _ways(shape: _Shape, narrow: list[ColumnElement[bool]]) -> Iterator[tuple[sa.Table, Any, Select[Any]]]:
    """(table with the sort keys, its task id, statement) for each way to see tasks in this view."""
    narrow = [*narrow, *(NARROWED[name] for name in NARROWED if name in shape.narrowed)]
    told = ranked(user_tasks, user_tasks.c.id, shape.narrowed)
    from_all = (user_tasks, user_tasks.c.id)
    if shape.view == "snoozed":
        yield *from_all, _from_tasks(ASLEEP, SEEN, *narrow, *ranked(user_tasks, user_tasks.c.id, shape.narrowed - {"awake"}))
    elif shape.view == "mine":
        yield from _in_hand(shape, [*narrow, *told])
    elif shape.view == "all" and shape.everything and "group" not in shape.narrowed:
        yield *from_all, _from_tasks(*narrow, *told)
    else:
        yield from _offered(shape, narrow + ([_NOT_MINE] if shape.view == "team" else []), told)


def _offered(
    shape: _Shape, narrow: list[ColumnElement[bool]], told: list[ColumnElement[bool]]
) -> Iterator[tuple[sa.Table, Any, Select[Any]]]:
    candidates = (task_candidates, task_candidates.c.task_id)
    by_candidate = ranked(task_candidates, task_candidates.c.task_id, shape.narrowed)
    if "group" in shape.narrowed:
        seen = [] if shape.theirs or (shape.everything and shape.view == "all") else [SEEN]
        narrow.remove(NARROWED["group"])
        yield *candidates, from_candidates(bindparam("group", type_=sa.Text()), *narrow, *seen, told=by_candidate)
    elif shape.narrowed & SELECTIVE:
        yield user_tasks, user_tasks.c.id, _from_tasks(*narrow, *told, SEEN)
    else:
        if shape.view == "all":
            yield from _in_hand(shape, [*narrow, *told])
        for statement in candidate_ways(shape.ways, *narrow, told=by_candidate):
            yield *candidates, statement


def _in_hand(shape: _Shape, narrow: list[ColumnElement[bool]]) -> Iterator[tuple[sa.Table, Any, Select[Any]]]:
    """What the actor has, and what those have for whom they stand in: a walk along the index for each."""
    for place in range(shape.hands):
        hand = bindparam(f"hand{place}", type_=sa.Text())
        yield user_tasks, user_tasks.c.id, _from_tasks(user_tasks.c.assignee == hand, *narrow)


def _from_tasks(*conditions: ColumnElement[bool]) -> Select[Any]:
    return sa.select(*(user_tasks.c[rank] for rank in _RANKS), user_tasks.c.id).where(user_tasks.c.state == OPEN, *conditions)


def _task(row: Any) -> UserTask:
    return UserTask(*row[:_WIDTH])
