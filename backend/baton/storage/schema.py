"""Bringing a database up to date, and comparing it with what this version wants."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import sqlalchemy as sa
from sqlalchemy import URL, Engine

from baton.storage import revision
from baton.storage.databases import engines
from baton.storage.store import SqlStore
from baton.storage.tables import Base

_LOCK = 0x6261746F6E


def upgrade(url: str) -> str:
    """Bring the database to the newest revision and name it. Cheap when it is there already; any number of processes may
    ask at once, one does the work and the others wait."""
    address = engines.address(url)
    store = SqlStore(url)
    try:
        if _revision(store.engine) == revision.HEAD:
            return revision.HEAD
        with _alone(address, store.engine):
            if _revision(store.engine) != revision.HEAD:
                _migrate(store)
        return revision.HEAD
    finally:
        store.close()


def check(url: str) -> list[str]:
    """Where the database differs from the tables this version wants; empty when it does not."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    store = SqlStore(url)
    try:
        with store.engine.connect() as connection:
            found = revision.warnings(revision.current(connection))
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return found + [_said(difference) for difference in compare_metadata(context, Base.metadata)]
    finally:
        store.close()


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return revision.current(connection)


def _migrate(store: SqlStore) -> None:
    # What migrations need takes long to load, and most starts find nothing to migrate.
    import flask_migrate
    from flask import Flask

    from baton.storage import holder

    app = Flask("baton")
    holder.init_app(app, store)
    with app.app_context():
        flask_migrate.upgrade()


def _said(difference: object) -> str:
    return " ".join(str(part) for part in difference) if isinstance(difference, tuple) else str(difference)


@contextmanager
def _alone(address: URL, engine: Engine) -> Iterator[None]:
    """Only one process at a time; the lock goes with the process that dies."""
    if address.drivername == "sqlite":
        with closing(sqlite3.connect(f"{address.database}.upgrade", timeout=600, isolation_level=None)) as beside:
            beside.execute("BEGIN EXCLUSIVE")
            yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("SET lock_timeout = 0"))
        connection.execute(sa.text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        try:
            yield
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.invalidate()
