"""A consistent copy of the database, and the way back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from baton.domain.errors import InvalidInput
from baton.storage import revision, schema
from baton.storage.databases import engines


def backup(url: str, file: Path) -> None:
    """Write a copy as of one moment to ``file``, while everybody goes on working. The copy is checked before it gets its name."""
    address = engines.address(url)
    partial = file.with_name(file.name + ".partial")
    if address.drivername == "sqlite":
        with closing(sqlite3.connect(_source(address))) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
            _require_sound(target, partial)
    else:
        _run("pg_dump", address, ["--format=custom", "--no-owner", f"--file={partial}"])
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    partial.replace(file)


def restore(url: str, file: Path) -> None:
    """Replace everything in the database by the copy, all or nothing, and bring its schema up to date. Stop Baton first."""
    address = engines.address(url)
    if not file.is_file():
        raise InvalidInput(f"There is no backup {file}.")
    if address.drivername == "sqlite":
        _restore_sqlite(address, file)
    else:
        _run("pg_restore", address, ["--clean", "--if-exists", "--no-owner", "--single-transaction", str(file)], "--dbname")
    schema.upgrade(url)


def _restore_sqlite(address: URL, file: Path) -> None:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        _require_sound(copy, file)
        found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        if found is None or found[0] > revision.HEAD:
            raise InvalidInput(
                f"{file} was written by a newer Baton (schema {found and found[0]}). Restore it with that version."
            )
        Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(str(address.database), timeout=10)) as target:
            target.execute("PRAGMA synchronous=FULL")
            copy.backup(target)


def _source(address: URL) -> str:
    path = Path(address.database or "")
    if not path.is_file():
        raise InvalidInput(f"There is no database {path}.")
    return str(path)


def _require_sound(connection: sqlite3.Connection, file: Path) -> None:
    """Refuse a file that is no sound database of Baton."""
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError:
        sound = known = None
    if not sound or not known:
        raise InvalidInput(f"{file} is not a sound Baton database.")


def _run(program: str, address: URL, arguments: Sequence[str], *name: str) -> None:
    """One of PostgreSQL's own programs; the password never stands on the command line."""
    found = shutil.which(program)
    if found is None:
        raise InvalidInput(f"For PostgreSQL this needs {program}, which is not on the PATH. Use it directly, or install it.")
    target = address.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, **({"PGPASSWORD": str(address.password)} if address.password else {})}
    done = subprocess.run(  # noqa: S603 - a fixed program, arguments of our own
        [found, *arguments, *name, target], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise InvalidInput(f"{program} did not succeed: {done.stderr.strip() or done.stdout.strip()}")
