"""Every kind of database runs every contract of the storage room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import databases
from baton.storage.queries import SqlQueries
from baton.storage.store import SqlStore


@pytest.fixture(params=databases.KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store."""
    with databases.current(request.param, tmp_path) as address:
        store = SqlStore(address)
        yield store
        store.close()


@pytest.fixture
def queries(store: SqlStore) -> SqlQueries:
    return SqlQueries(store)
