"""Fixtures that every kind of test may use: a whole platform on a throwaway database and a clock that stands still."""

from datetime import UTC, datetime

import pytest
from hypothesis import settings

from baton.dispatch.inline import InlineDispatcher
from baton.domain.actors import Actor, Role
from baton.main import logging
from baton.main.clocks import FrozenClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.store import SqlStore

logging.as_text()
# The same examples in every run: a check that fails tells of a change, not of luck. `scripts/bench fuzz` looks further.
settings.register_profile("house", derandomize=True, database=None)
settings.load_profile("house")

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock():
    return FrozenClock(MORNING)


@pytest.fixture
def platform(clock):
    store = SqlStore("sqlite://")
    yield build(Settings(secret_key="k" * 32, undo_seconds="0"), Parts(InlineDispatcher(), clock, store))
    store.close()


@pytest.fixture
def admin():
    return Actor("admin", "Ada", frozenset(), frozenset(Role))
