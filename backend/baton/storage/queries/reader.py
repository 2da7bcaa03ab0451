"""What all lists stand on: statements in read-only transactions of their own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from baton.storage.store import SqlStore

OPEN: sa.ColumnElement[str] = sa.literal_column("'open'")  # spelled out, so that the database sees which index it may use


class Reader:
    """Runs statements for one store."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def _all(self, statement: Any) -> Sequence[Any]:
        with self._store.reading() as connection:
            return connection.execute(statement).all()


def contains(text: str, *columns: Any) -> sa.ColumnElement[bool]:
    """Whether one of the columns contains the text, in any case; ``%`` and ``_`` are only themselves."""
    return sa.or_(*(column.icontains(text, autoescape=True) for column in columns))
