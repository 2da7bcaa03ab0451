"""Lookup lists: what is found by which words, and that finding reads a few rows of long lists, alike on every database."""

import pytest
import sqlalchemy as sa

from baton.domain.working.lookups import LookupList, LookupRow
from baton.storage.queries import lookups as searching
from baton.storage.queries.lookups import SqlSources
from baton.storage.store import SqlStore
from fakes.stored import NOW

MANY = 3_000
WORDS = ("closed", "open", "open")


def _keep(store: SqlStore, name: str, rows: list[LookupRow]) -> None:
    with store.write() as uow:
        uow.replace_lookup(LookupList(name, name, ("key", "name"), len(rows), NOW, "ada"), rows)
        uow.commit()


def _firm(key: str, name: str) -> LookupRow:
    return LookupRow(key, name, {"key": key, "name": name})


@pytest.fixture
def many(store: SqlStore) -> SqlSources:
    """Every word but the number is frequent; every third row is closed, and no closed row is new."""
    rows = [_firm(f"K{n:05}", f"Firm GmbH {WORDS[n % 3]} {'new' if n % 3 else 'old'}") for n in range(MANY)]
    _keep(store, "firms", rows)
    return SqlSources(store)


def _keys(sources: SqlSources, text: str, limit: int = 5) -> list[str]:
    return [row.key for row in sources.find("firms", text, limit)]


def test_rows_are_found_by_beginnings_of_all_words_without_accents_and_exact_words_come_first(store: SqlStore) -> None:
    _keep(
        store,
        "firms",
        [_firm("A1", "Müllerei Graz"), _firm("A2", "Muller GRAZ"), _firm("A3", "Müller Wien"), _firm("A\t4\\", "")],
    )
    sources = SqlSources(store)
    assert _keys(sources, "muller") == ["A2", "A3", "A1"]
    assert _keys(sources, "Gr müll") == ["A1", "A2"]
    assert _keys(sources, "uller") == _keys(sources, "muller linz") == _keys(sources, " - ") == []
    assert _keys(sources, "a 4") == ["A\t4\\"]
    assert sources.row("firms", "A3") == _firm("A3", "Müller Wien")
    assert sources.row("other", "A3") is None


def test_frequent_words_find_exactly_the_rows_that_have_them_together(many: SqlSources) -> None:
    assert _keys(many, "gmbh closed old", 3) == ["K00000", "K00003", "K00006"]
    assert _keys(many, "gmbh closed new") == []
    assert len(_keys(many, "firm open", MANY)) == MANY * 2 // 3


def test_beginnings_of_very_many_words_are_looked_for_in_the_rows(many: SqlSources) -> None:
    assert searching.MOST_BEGUN < MANY
    assert _keys(many, "k closed", 2) == ["K00000", "K00003"]
    assert _keys(many, "k029 closed new") == []
    assert len(_keys(many, "k", MANY)) == searching.MOST_BEGUN + 1


def test_the_index_has_one_row_for_each_word_and_is_short_where_words_are_frequent(many: SqlSources, store: SqlStore) -> None:
    with store.reading() as connection:
        count, longest = connection.execute(sa.text("SELECT count(*), max(length(places)) FROM lookup_words")).one()
    assert count == MANY + 6
    assert longest <= MANY / 8 + 1


def test_a_list_put_in_again_or_dropped_leaves_nothing_behind(many: SqlSources, store: SqlStore) -> None:
    _keep(store, "other", [_firm("K1", "Firm")])
    _keep(store, "firms", [_firm("N1", "New one")])
    assert _keys(many, "firm") == []
    assert _keys(many, "new") == ["N1"]
    with store.write() as uow:
        uow.drop_lookup("firms")
        uow.commit()
    with store.reading() as connection:
        left = [connection.execute(sa.text(f"SELECT count(*) FROM lookup_{what}")).scalar() for what in ("rows", "words")]
    assert left == [1, 2]


def test_searching_asks_by_index_once_for_each_word_and_once_for_the_rows(many: SqlSources, store: SqlStore) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    with store.reading() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL chooses a plan by size")
        engine = connection.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    assert len(_keys(many, "gmbh open new")) == 5
    assert many.row("firms", "K00001") is not None
    searched = [one for one in asked if "lookup_" in one[0]]
    assert len(searched) == 3 + 1 + 1
    with store.reading() as connection:
        for text, given in searched:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given).all()
            assert [line[-1][:7] for line in plan] == ["SEARCH "], plan
