"""Pages by key, never by offset: a cursor says which row came last, so that rows coming and going never shift a page."""

import base64
import json
import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from baton.domain.errors import InvalidInput
from baton.domain.ports.queries import Page, PageRequest

Item = TypeVar("Item")
MOST = 200


def size(page: PageRequest) -> int:
    """How many rows the page may have."""
    return max(1, min(page.limit, MOST))


class Order:
    """A sort order whose last column is unique. ``name`` binds its cursors to it."""

    def __init__(self, name: str, columns: Sequence[Any], *, newest_first: bool = False) -> None:
        self.name = name
        self.width = len(columns)
        self._columns = list(columns)
        self._descending = newest_first

    def page(self, statement: sa.Select[Any], *, after: bool) -> sa.Select[Any]:
        """The statement for one page, and one row more to see whether there is a next one. Its values come from ``given``, so
        that one statement serves all pages."""
        if after:
            stored = [sa.type_coerce(column, _storage_type(column)) for column in self._columns]
            here = sa.tuple_(*stored)
            there = sa.tuple_(*(sa.bindparam(f"after{place}", type_=column.type) for place, column in enumerate(stored)))
            statement = statement.where(here < there if self._descending else here > there)
        columns = [column.desc() for column in self._columns] if self._descending else self._columns
        return statement.order_by(*columns).limit(sa.bindparam("most", type_=sa.Integer()))


def given(name: str, width: int, page: PageRequest) -> dict[str, Any]:
    """The values for a page in the order of that name, which has ``width`` columns."""
    values = read(page.after, name, width) if page.after is not None else []
    return {"most": size(page) + 1, **{f"after{place}": value for place, value in enumerate(values)}}


def cut(rows: Sequence[Any], page: PageRequest, make: Callable[[Any], Item], key: Callable[[Any], tuple[Any, ...]]) -> Page[Item]:
    """The page from the rows that ``Order.page`` fetched; ``key`` gives the order's name and a row's values in it."""
    wanted = size(page)
    items = tuple(make(row) for row in rows[:wanted])
    return Page(items, write(key(rows[wanted - 1])) if len(rows) > wanted else None)


def write(values: tuple[Any, ...]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def read(cursor: str, name: str, length: int, *, texts: bool = False) -> list[Any]:
    """The values of a cursor of that order; anything else is refused. ``texts``: every value may be a text or a fraction."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        values = None
    if not isinstance(values, list) or len(values) != length + 1 or values[0] != name:
        raise _unknown()
    *numbers, last = values[1:]
    if not all(_is_number(number) or (texts and _is_other(number)) for number in numbers):
        raise _unknown()
    if not (_is_number(last) or isinstance(last, str)):
        raise _unknown()
    return values[1:]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _is_other(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, float) and math.isfinite(value))


def _unknown() -> InvalidInput:
    return InvalidInput("The page marker is not one of this list. Start again at the first page.")


def _storage_type(column: Any) -> Any:
    return sa.Text() if isinstance(column.type, sa.Text) else sa.BigInteger()
