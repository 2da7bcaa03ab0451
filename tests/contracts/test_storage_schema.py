"""The schema: migrations lead to exactly the tables of the code, once, however many ask."""

import multiprocessing
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

import databases
from baton.domain.errors import InvalidInput
from baton.storage import backups, revision, schema
from baton.storage.databases.throwaway import create
from baton.storage.store import SqlStore
from fakes.stored import an_entry, begin


@pytest.fixture(params=["file", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    with databases.empty(request.param, tmp_path) as found:
        yield found


def test_migrations_lead_to_the_tables_of_the_code(address: str) -> None:
    assert schema.check(address) != []
    assert schema.upgrade(address) == revision.HEAD
    assert schema.check(address) == []
    assert schema.upgrade(address) == revision.HEAD


def test_a_database_that_lacks_an_index_is_told_apart(address: str) -> None:
    schema.upgrade(address)
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP INDEX ix_jobs_ripe"))
    engine.dispose()
    assert any("ix_jobs_ripe" in difference for difference in schema.check(address))


def test_many_processes_may_upgrade_at_once(address: str) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=schema.upgrade, args=(address,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert schema.check(address) == []


def test_the_newest_file_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(revision.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == revision.HEAD


def test_sqlite_in_memory_is_what_the_migrations_make(tmp_path: Path) -> None:
    schema.upgrade(f"sqlite:///{tmp_path / 'migrated.sqlite'}")

    def structure(file: Path) -> set[frozenset[str]]:
        engine = sa.create_engine(f"sqlite:///{file}")
        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
            found = {parts(row.sql) for row in rows if "alembic_version" not in row.sql}
        engine.dispose()
        return found

    def parts(sql: str) -> frozenset[str]:  # columns and constraints stand in any order
        opening, _, rest = " ".join(sql.replace('"', "").split()).partition(" ( ")
        return frozenset({opening, *re.split(r", (?![^()]*\))", re.sub(r" ?\)$", "", rest) if rest else rest)})

    made = create()
    assert structure(made) == structure(tmp_path / "migrated.sqlite")
    made.unlink()
    made.parent.rmdir()


def test_the_self_check_names_what_is_switched_on(address: str) -> None:
    store = SqlStore(address)
    assert any("baton db upgrade" in warning for warning in store.check()["warnings"])
    schema.upgrade(address)
    found = store.check()
    store.close()
    assert found["revision"] == revision.HEAD
    assert not any("baton db upgrade" in warning for warning in found["warnings"])
    if found["backend"] == "sqlite":
        assert (found["synchronous"], found["foreign_keys"], found["recursive_triggers"]) == ("full", True, True)
        assert found["journal_mode"] in ("wal", "persist")
    else:
        assert found["fsync"] == "on"


def test_a_backup_of_a_running_sqlite_comes_back_whole(tmp_path: Path) -> None:
    here, there = f"sqlite:///{tmp_path / 'here.sqlite'}", f"sqlite:///{tmp_path / 'there.sqlite'}"
    schema.upgrade(here)
    store = SqlStore(here)
    begin(store)
    with store.write() as uow:  # uncommitted while the copy is made
        uow.append(an_entry())
        backups.backup(here, tmp_path / "copy")
        uow.commit()
    store.close()
    backups.restore(there, tmp_path / "copy")
    restored = SqlStore(there)
    with restored.read() as uow:
        assert uow.instance("i1").id == "i1"
        assert uow.entries("i1") == []
    restored.close()
    assert schema.check(there) == []
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy"]


@pytest.mark.parametrize("content", [b"", b"not a database", None])
def test_a_file_that_is_no_backup_is_refused_and_nothing_is_changed(tmp_path: Path, content: bytes | None) -> None:
    here = f"sqlite:///{tmp_path / 'here.sqlite'}"
    schema.upgrade(here)
    if content is not None:
        (tmp_path / "copy").write_bytes(content)
    with pytest.raises(InvalidInput):
        backups.restore(here, tmp_path / "copy")
    assert schema.check(here) == []


def test_postgresql_without_its_tools_says_which_one_is_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(InvalidInput, match="pg_dump"):
        backups.backup("postgresql://localhost/baton", tmp_path / "copy")
