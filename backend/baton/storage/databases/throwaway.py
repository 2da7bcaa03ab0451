"""SQLite databases that live as long as their store: for tests, scenarios and trying things."""

import tempfile
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from baton.storage import revision
from baton.storage.tables import Base


def create() -> Path:
    """A new database with its tables, in a folder of its own; in memory where the machine has a memory file system."""
    file = _folder() / "baton.sqlite"
    file.write_bytes(_template())
    return file


@cache
def _template() -> bytes:
    """An empty database, made once per process: copying it is much cheaper than making its tables."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    Base.metadata.create_all(engine)
    revision.stamp(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        content = bytes(driver.serialize()) if driver is not None else b""
    engine.dispose()
    return content


def _folder() -> Path:
    shared = Path("/dev/shm")  # noqa: S108 - only where the system offers it
    return Path(tempfile.mkdtemp(prefix="baton-", dir=shared if shared.is_dir() else None))
