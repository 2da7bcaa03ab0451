"""Finding rows of reference lists by the beginnings of their words, by index."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.working.lookups import LookupRow, words_of
from baton.storage.store import SqlStore
from baton.storage.tables.working.lookups import lookup_rows, lookup_words, unpacked

MOST_WORDS, MOST_BEGUN, MOST_TRIED = 6, 1_000, 2_000
_AFTER = b"\xff"
_BEGUN = (
    sa.select(lookup_words.c.word, lookup_words.c.places)
    .where(lookup_words.c.list == bindparam("name"))
    .where(lookup_words.c.word >= bindparam("start"), lookup_words.c.word < bindparam("end"))
    .order_by(lookup_words.c.word)
    .limit(MOST_BEGUN + 1)
)
_ROWS = sa.select(lookup_rows.c.key, lookup_rows.c.label, lookup_rows.c.cells).where(lookup_rows.c.list == bindparam("name"))
_ROW = _ROWS.where(lookup_rows.c.key == bindparam("wanted"))
_AT = _ROWS.add_columns(lookup_rows.c.place, lookup_rows.c.words).where(
    lookup_rows.c.place.in_(bindparam("places", expanding=True))
)


class _Begun(NamedTuple):
    """What the index says of one word that is searched for: the places of rows with a word that begins like it, and of those that
    have exactly this word; one bit for each."""

    word: str
    places: int
    exactly: int
    is_whole: bool  # whether every such word was read, rather than the first ones of very many


class SqlSources:
    """Satisfies ``Sources`` with the lists that administrators put in."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def find(self, name: str, text: str, limit: int) -> Sequence[LookupRow]:
        words = words_of(text)[:MOST_WORDS]
        if not words:
            return []
        with self._store.reading() as connection:
            begun = [_begun(connection, name, word) for word in words]
            first = min(begun, key=lambda one: not one.is_whole)
            # Beginnings of too many words are looked for in the rows themselves.
            texts = [f" {one.word}" for one in begun if one is not first and not one.is_whole]
            hits, best = first.places, first.exactly
            for one in begun:
                hits &= one.places if one.is_whole else hits
                best &= one.exactly
            return list(_fitting(connection, name, chain(_ones(best & hits), _ones(hits & ~best)), (limit, texts)))

    def row(self, name: str, key: str) -> LookupRow | None:
        with self._store.reading() as connection:
            row = connection.execute(_ROW, {"name": name, "wanted": key}).first()
        return None if row is None else LookupRow(**row._mapping)


def _begun(connection: sa.Connection, name: str, word: str) -> _Begun:
    start = word.encode()
    told = connection.execute(_BEGUN, {"name": name, "start": start, "end": start + _AFTER}).all()
    exactly = [row.places for row in told[:1] if row.word == start]
    return _Begun(word, unpacked([row.places for row in told]), unpacked(exactly), len(told) <= MOST_BEGUN)


def _ones(bits: int) -> Iterator[int]:
    """The places of the bits that are set, from the first on."""
    while bits:
        place = (bits & -bits).bit_length() - 1
        yield place
        bits ^= 1 << place


def _fitting(connection: sa.Connection, name: str, hits: Iterator[int], wanted: tuple[int, list[str]]) -> Iterator[LookupRow]:
    """The rows at these places in which the texts stand, up to the limit, and not looking further than makes sense."""
    limit, texts = wanted
    places = list(islice(hits, MOST_TRIED if texts else limit))
    found = 0
    for start in range(0, len(places), 200):
        some = places[start : start + 200]
        rows = {row.place: row for row in connection.execute(_AT, {"name": name, "places": some})}
        for place in some:
            row = rows.get(place)
            if row is not None and all(text in row.words for text in texts):
                found += 1
                yield LookupRow(row.key, row.label, row.cells)
                if found == limit:
                    return
