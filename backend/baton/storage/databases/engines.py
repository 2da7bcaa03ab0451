"""From a database address to an engine, the same for the web application, workers and the command line."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import URL, Engine

from baton.domain.errors import InvalidInput
from baton.storage.databases import postgres, sqlite


def address(url: str) -> URL:
    """The address, checked: SQLite, or PostgreSQL with its driver named."""
    parsed = sa.make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise InvalidInput(f"Baton keeps its data in SQLite or PostgreSQL, not in {parsed.drivername}.")
    return parsed


def in_memory(url: URL) -> bool:
    return url.drivername == "sqlite" and url.database in (None, "", ":memory:")


def options(url: URL) -> dict[str, Any]:
    """What the engine is created with."""
    if url.drivername != "sqlite":
        return dict(postgres.OPTIONS)
    return {
        "poolclass": sa.QueuePool, "pool_size": 16, "max_overflow": 16, "connect_args": {"check_same_thread": False},
        "pool_use_lifo": True,  # the connection used last has the pages and statements that are wanted next
    }  # fmt: skip


def create(url: URL, durability: str, reads: bool = False) -> Engine:
    """A new engine with our settings, for transactions that write or for those that only read."""
    if url.drivername == "sqlite" and url.database:
        with suppress(OSError):  # the first connection says what is wrong
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, **options(url))
    if engine.dialect.name == "sqlite":
        sqlite.prepare(engine, durability, reads)
    return engine


def reader(engine: Engine, durability: str) -> Engine:
    """The same database for transactions that only read."""
    if engine.dialect.name == "sqlite":
        return create(engine.url, durability, reads=True)
    return engine.execution_options(postgresql_readonly=True)


def unreachable(error: BaseException) -> bool:
    """Whether the error means that the database cannot be had at the moment."""
    if isinstance(error, sa.exc.TimeoutError):
        return True
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return cause is not None and (sqlite.unreachable(cause) or postgres.unreachable(cause))


def outrun(error: BaseException) -> bool:
    """Whether the transaction was given up because of others and may be tried again."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return cause is not None and postgres.outrun(cause)
