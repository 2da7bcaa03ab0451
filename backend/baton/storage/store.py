"""The store: opens transactions on one database."""

import shutil
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Connection

from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import Unavailable
from baton.storage import counting, revision
from baton.storage.databases import engines, postgres, sqlite, throwaway
from baton.storage.databases.connections import Connections
from baton.storage.recent import Recent
from baton.storage.unit_of_work import SqlUnitOfWork


def _no_fault(name: str) -> None:
    """Nobody planned a fault."""


class SqlStore:
    """Keeps everything in SQLite or PostgreSQL. ``sqlite://`` is a throwaway database with its tables already made; every
    other address must have been brought up to date (``schema.upgrade``). ``durability="normal"`` is for benchmarks only."""

    def __init__(self, url: str, *, durability: str = "full", points: Callable[[str], None] | None = None) -> None:
        address = engines.address(url)
        self._forget: Callable[[], object] | None = None
        if engines.in_memory(address):
            file = throwaway.create()
            self._forget = weakref.finalize(self, shutil.rmtree, file.parent, ignore_errors=True)
            address, durability = address.set(database=str(file)), "none"
        self.engine = engines.create(address, durability)
        self._reading = engines.reader(self.engine, durability)
        self._to_write, self._to_read = Connections(self.engine), Connections(self._reading)
        self._points = points or _no_fault
        self._recent: Recent[ProcessDefinition] = Recent()

    def write(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._to_write, True, self._points, self._recent)

    def read(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._to_read, False, _no_fault, self._recent)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in a read-only transaction, for lists."""
        try:
            with self._to_read.borrowed() as connection:
                yield connection
        except Exception as error:
            if engines.unreachable(error):
                raise Unavailable() from error
            raise

    def counted(self) -> AbstractContextManager[counting.Cost]:
        """Counts statements and commits while the block runs."""
        return counting.counted(self.engine, self._reading)

    def check(self) -> dict[str, Any]:
        """What the database really does, and what is wrong with that."""
        backend = sqlite if self.engine.dialect.name == "sqlite" else postgres
        with self._reading.connect() as connection:
            found = backend.settings(connection)
            current = revision.current(connection)
        return {
            "backend": self.engine.dialect.name,
            **found,
            "revision": current,
            "warnings": backend.warnings(found) + revision.warnings(current),
        }

    def close(self) -> None:
        """Let go of every connection; a throwaway database is gone then."""
        self._to_write.close()
        self._to_read.close()
        if self._forget is not None:
            self._forget()
