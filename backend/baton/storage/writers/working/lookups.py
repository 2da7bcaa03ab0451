"""Keeping reference lists."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import NotFound
from baton.domain.working.lookups import LookupList, LookupRow, words_of
from baton.storage.tables.working.lookups import lookup_lists, lookup_rows, lookup_words
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
_AT_ONCE = 2_000


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
        found: list[tuple[bytes, str]] = []
        for some in _batches(rows):
            told = [(row, words_of(" ".join((row.key, *row.cells.values())))) for row in some]
            found += [(word.encode(), row.key) for row, words in told for word in words]
            kept = [{"list": about.name, **vars(row), "words": f" {' '.join(words)}"} for row, words in told]
            self._connection.execute(sa.insert(lookup_rows), kept)
        found.sort()  # an index that grows at its end grows fast
        for pairs in _batches(found):
            words = [{"list": about.name, "word": word, "key": key} for word, key in pairs]
            self._connection.execute(sa.insert(lookup_words), words)

    def drop_lookup(self, name: str) -> None:
        for drop in (*_DROPS, _DROP_LIST):
            self._run(drop, {"gone": name})


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some
