"""Finding rows of reference lists by the beginnings of their words, by index."""

from collections.abc import Sequence

import sqlalchemy as sa

from baton.domain.working.lookups import LookupRow, words_of
from baton.storage.store import SqlStore
from baton.storage.tables.working.lookups import lookup_rows, lookup_words

_MOST_WORDS = 6
_AFTER = b"\xff"
_MANY, _MOST_TRIED = 2_000, 10_000


class SqlSources:
    """Satisfies ``Sources`` with the lists that administrators put in."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def find(self, name: str, text: str, limit: int) -> Sequence[LookupRow]:
        words = words_of(text)[:_MOST_WORDS]
        if not words:
            return []
        with self._store.reading() as connection:
            first = min(words, key=lambda word: _how_many(connection, name, word))
            keys = sa.select(lookup_words.c.key).where(lookup_words.c.list == name, _begins(first))
            hits = keys.order_by(lookup_words.c.word, lookup_words.c.key).limit(_MOST_TRIED).subquery()
            fits = [lookup_rows.c.words.contains(f" {word}", autoescape=True) for word in words if word != first]
            wanted = _rows().join_from(hits, lookup_rows, sa.and_(lookup_rows.c.list == name, lookup_rows.c.key == hits.c.key))
            # A row can be found by two of its words.
            rows = connection.execute(wanted.where(*fits).limit(limit * 3)).all()
        return list({row.key: LookupRow(**row._mapping) for row in rows}.values())[:limit]

    def row(self, name: str, key: str) -> LookupRow | None:
        with self._store.reading() as connection:
            row = connection.execute(_rows().where(lookup_rows.c.list == name, lookup_rows.c.key == key)).first()
        return None if row is None else LookupRow(**row._mapping)


def _rows() -> sa.Select[tuple[str, str, object]]:
    return sa.select(lookup_rows.c.key, lookup_rows.c.label, lookup_rows.c.cells)


def _how_many(connection: sa.Connection, name: str, word: str) -> int:
    """How many rows a word leads to, counted only as far as it matters for where to begin."""
    some = sa.select(sa.literal(1)).select_from(lookup_words).where(lookup_words.c.list == name, _begins(word)).limit(_MANY)
    return int(connection.execute(sa.select(sa.func.count()).select_from(some.subquery())).scalar_one())


def _begins(word: str) -> sa.ColumnElement[bool]:
    start = word.encode()
    return sa.and_(lookup_words.c.word >= start, lookup_words.c.word < start + _AFTER)
