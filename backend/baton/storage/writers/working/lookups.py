"""Keeping reference lists."""

from collections.abc import Iterable, Iterator
from functools import cache
from json import JSONEncoder
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import NotFound
from baton.domain.working.lookups import LookupList, LookupRow, words_of
from baton.storage.counting import sent
from baton.storage.tables.working.lookups import lookup_lists, lookup_rows, lookup_words, packed
from baton.storage.transaction import Transaction, Upsert

_LISTS = sa.select(lookup_lists).order_by(lookup_lists.c.title, lookup_lists.c.name)
_LIST = sa.select(lookup_lists).where(lookup_lists.c.name == bindparam("wanted"))
_ROWS = (
    sa.select(lookup_rows.c.key, lookup_rows.c.label, lookup_rows.c.cells)
    .where(lookup_rows.c.list == bindparam("wanted"))
    .order_by(lookup_rows.c.key)
)
_KEEP = Upsert(lookup_lists, "name")
_DROPS = [sa.delete(one).where(one.c.list == bindparam("gone")) for one in (lookup_words, lookup_rows)]
_DROP_LIST = sa.delete(lookup_lists).where(lookup_lists.c.name == bindparam("gone"))
# Cells are texts under texts: there is nothing to make plain first.
_as_json = JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class LookupWriter(Transaction):
    """Lookup lists and their rows."""

    def lookup_lists(self) -> list[LookupList]:
        return [LookupList(**row._mapping) for row in self._rows(_LISTS)]

    def lookup_list(self, name: str) -> LookupList:
        row = self._row(_LIST, wanted=name)
        if row is None:
            raise NotFound(f"There is no lookup list “{name}”.", id=name)
        return LookupList(**row._mapping)

    def lookup_rows(self, name: str) -> list[LookupRow]:
        return [LookupRow(**row._mapping) for row in self._rows(_ROWS, wanted=name)]

    def replace_lookup(self, about: LookupList, rows: Iterable[LookupRow]) -> None:
        self._alone(f"lookup:{about.name}")
        for drop in _DROPS:
            self._run(drop, {"gone": about.name})
        self._run(_KEEP, vars(about))
        found: dict[str, list[int]] = {}
        self._pour(lookup_rows, _told(about.name, rows, found))
        self._pour(lookup_words, ((about.name, word.encode(), packed(found[word])) for word in sorted(found)))

    def _pour(self, table: sa.Table, rows: Iterable[tuple[Any, ...]]) -> None:
        """Many rows at once, as the driver takes them fastest; each has a value for every column."""
        names = ", ".join(table.columns.keys())
        cursor: Any = self._connection.connection.cursor()
        try:
            if self._dialect == "postgresql":
                sent(self._connection.engine, sql := f"COPY {table.name} ({names}) FROM STDIN")
                with cursor.copy(sql) as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join("?" * len(table.columns))
                sent(self._connection.engine, sql := f"INSERT INTO {table.name} ({names}) VALUES ({marks})")  # noqa: S608
                cursor.executemany(sql, rows)
        finally:
            cursor.close()

    def drop_lookup(self, name: str) -> None:
        for drop in (*_DROPS, _DROP_LIST):
            self._run(drop, {"gone": name})


def _told(name: str, rows: Iterable[LookupRow], found: dict[str, list[int]]) -> Iterator[tuple[Any, ...]]:
    """The rows as the table has them; ``found`` learns in which of them each word stands."""
    known = cache(words_of)  # towns and kinds come again and again
    for place, row in enumerate(rows):
        words = dict.fromkeys(word for text in (row.key, *row.cells.values()) for word in known(text))
        for word in words:
            found.setdefault(word, []).append(place)
        yield name, place, row.key, row.label, _as_json(row.cells), f" {' '.join(words)}"
