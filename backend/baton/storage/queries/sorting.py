"""Pages of open tasks sorted by several keys, variables among them: everything the actor sees is sorted, no index knows such an
order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, bindparam

from baton.domain.ports.queries import PageRequest
from baton.domain.working.worklists import SortKey
from baton.storage.queries.cursors import read, size
from baton.storage.tables.base import NEVER
from baton.storage.tables.tasks import user_tasks
from baton.storage.tables.working.worklists import instance_facts

_RANKS = {"due": "due_rank", "priority": "priority_rank", "created": "created_rank"}


@dataclass(frozen=True)
class _Column:
    """One expression of the order, as the cursor keeps it."""

    expression: ColumnElement[Any]
    kind: Any
    falling: bool = False


def sorted_page(ways: Iterable[Select[Any]], keys: tuple[SortKey, ...], wanted: Sequence[Any], *, after: bool) -> Select[Any]:
    """One page of the tasks that the ``ways`` find; ``wanted`` are the columns to read. Its values come from ``given``."""
    seen = sa.union(*(sa.select(way.subquery().c.id) for way in ways)).subquery()
    facts = [(key, instance_facts.alias()) for key in keys if key.variable]
    columns = [*_columns(keys, {key: table.c for key, table in facts}), _Column(user_tasks.c.id, sa.Text())]
    found = sa.select(user_tasks.c.id, *(column.expression.label(f"key{place}") for place, column in enumerate(columns)))
    found = found.join_from(seen, user_tasks, user_tasks.c.id == seen.c.id)
    for key, table in facts:
        found = found.outerjoin(table, sa.and_(table.c.instance_id == user_tasks.c.instance_id, table.c.name == key.variable))
    if after:
        found = found.where(_beyond(columns))
    order = [column.expression.desc() if column.falling else column.expression for column in columns]
    page = found.order_by(*order).limit(bindparam("most", type_=sa.Integer())).subquery()
    again = [page.c[f"key{place}"] for place in range(len(columns))]
    falling = [key.desc() if column.falling else key for key, column in zip(again, columns, strict=True)]
    return sa.select(*wanted, *again).join_from(page, user_tasks, user_tasks.c.id == page.c.id).order_by(*falling)


def width(keys: tuple[SortKey, ...]) -> int:
    """Of how many values the place of a row in this order consists."""
    return 1 + sum(3 if key.variable else 2 if key.reversed and key.name == "due" else 1 for key in keys)


def given(name: str, keys: tuple[SortKey, ...], page: PageRequest) -> dict[str, Any]:
    """The values for a page in the order of that name."""
    values = read(page.after, name, width(keys), texts=True) if page.after is not None else []
    return {"most": size(page) + 1, **{f"after{place}": value for place, value in enumerate(values)}}


def place_of(name: str, keys: tuple[SortKey, ...], row: Any) -> tuple[Any, ...]:
    """Where the row stands in the order of that name."""
    return (name, *(row._mapping[f"key{place}"] for place in range(width(keys))))


def _columns(keys: tuple[SortKey, ...], facts: dict[SortKey, Any]) -> Iterator[_Column]:
    for key in keys:
        if key.variable:
            yield from _of_variable(facts[key], key.reversed)
            continue
        rank = sa.type_coerce(user_tasks.c[_RANKS[key.name]], sa.BigInteger())
        if key.reversed and key.name == "due":
            yield _Column(sa.case((rank == NEVER, 1), else_=0), sa.BigInteger())
        yield _Column(rank, sa.BigInteger(), key.reversed)


def _of_variable(fact: Any, falling: bool) -> Iterator[_Column]:
    """Numbers before texts, and tasks without a value last."""
    kind = sa.case((fact.number.is_not(None), 0), (sa.and_(fact.text.is_not(None), fact.text != ""), 1), else_=2)
    yield _Column(kind, sa.BigInteger())
    yield _Column(sa.func.coalesce(fact.number, sa.literal(0.0)), sa.Float(), falling)
    yield _Column(sa.func.coalesce(fact.text, sa.literal("")), sa.Text(), falling)


def _beyond(columns: list[_Column]) -> ColumnElement[bool]:
    """Later in the order than the last row of the page before."""
    ways: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for place, column in enumerate(columns):
        value = bindparam(f"after{place}", type_=column.kind)
        ways.append(sa.and_(*same, column.expression < value if column.falling else column.expression > value))
        same.append(column.expression == value)
    return sa.or_(*ways)
