"""What all lists stand on: statements in read-only transactions of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from baton.domain.ports.queries import PageRequest
from baton.storage.queries.cursors import Order, given
from baton.storage.store import SqlStore

OPEN: sa.ColumnElement[str] = sa.literal_column("'open'")  # spelled out, so that the database sees which index it may use


class Reader:
    """Runs statements for one store."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def _all(self, statement: Any, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        with self._store.reading() as connection:
            return connection.execute(statement, values).all()

    def _page(self, order: Order, statement: sa.Select[Any], page: PageRequest) -> Sequence[Any]:
        """The rows of one page, and one more if there are more."""
        values = given(order.name, order.width, page)
        return self._all(order.page(statement, after=page.after is not None), values)


def contains(text: str, *columns: Any) -> sa.ColumnElement[bool]:
    """Whether one of the columns contains the text, in any case; ``%`` and ``_`` are only themselves."""
    return sa.or_(*(column.icontains(text, autoescape=True) for column in columns))
