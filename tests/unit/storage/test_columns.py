"""Values in columns: nothing is lost between a domain value and its text or number."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.domain.jobs import RetryPolicy
from baton.storage.databases.engines import address
from baton.storage.queries.cursors import read, write
from baton.storage.recent import Recent
from baton.storage.tables.base import EPOCH, microseconds
from baton.storage.tables.plain import plain, reader


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    n: int
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outer:
    inner: Inner
    many: tuple[Inner, ...]
    named: dict[str, Inner]
    colour: Colour
    colours: frozenset[Colour]
    wait: timedelta
    at: datetime
    maybe: Inner | None = None
    added_later: str = "default"
    free: dict[str, object] = field(default_factory=dict)


def test_a_dataclass_survives_as_plain_data() -> None:
    inner = Inner(1, ("a", "b"))
    outer = Outer(
        inner, (inner,), {"x": inner}, Colour.RED, frozenset({Colour.RED}), timedelta(hours=1, microseconds=3), EPOCH, inner
    )
    assert reader(Outer)(plain(outer)) == outer
    without = {name: value for name, value in plain(outer).items() if name != "added_later"}
    assert reader(Outer)(without).added_later == "default"
    assert reader(RetryPolicy)(plain(RetryPolicy())) == RetryPolicy()


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)), st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001
def test_moments_keep_every_microsecond_and_their_order(one: datetime, other: datetime) -> None:
    one, other = one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)
    assert EPOCH + timedelta(microseconds=microseconds(one)) == one
    assert (microseconds(one) < microseconds(other)) == (one < other)


def test_a_moment_of_another_zone_is_the_same_moment_and_one_without_zone_is_refused() -> None:
    assert microseconds(datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))) == microseconds(
        datetime(2026, 1, 1, tzinfo=UTC)
    )
    with pytest.raises(TypeError):
        microseconds(datetime(2026, 1, 1))  # noqa: DTZ001


@given(st.lists(st.integers(-(2**63) + 1, 2**63 - 1), max_size=3), st.text())
def test_a_page_marker_comes_back_as_it_was_written(numbers: list[int], last: str) -> None:
    assert read(write(("due", *numbers, last)), "due", len(numbers) + 1) == [*numbers, last]


def test_the_least_recently_used_thing_is_forgotten_first() -> None:
    recent: Recent[int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)
    recent.clear()
    assert recent.get("a") is None


def test_postgresql_is_always_reached_through_its_one_driver() -> None:
    assert address("postgresql://h/d").drivername == "postgresql+psycopg"
    assert address("postgresql+psycopg://h/d").drivername == "postgresql+psycopg"
    with pytest.raises(Exception, match="SQLite or PostgreSQL"):
        address("mysql://h/d")
