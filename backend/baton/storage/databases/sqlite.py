"""SQLite: how its connections are opened, and which journal mode is safe for the library at hand."""

import sqlite3
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event

WAL_IS_SAFE = (3, 51, 3)
_UNREACHABLE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_PROTOCOL")


def journal_mode() -> str:
    """Before 3.51.3 two writers of one write-ahead log can corrupt the database, so older libraries get a rollback journal."""
    return "WAL" if sqlite3.sqlite_version_info >= WAL_IS_SAFE else "PERSIST"


def pragmas(durability: str) -> tuple[str, ...]:
    """The settings of every connection. ``full`` survives a power cut, ``normal`` is for benchmarks, ``none`` for tests."""
    mode = "MEMORY" if durability == "none" else journal_mode()
    synchronous = {"full": "FULL", "normal": "NORMAL", "none": "OFF"}[durability]
    return (
        "busy_timeout=10000", f"journal_mode={mode}", f"synchronous={synchronous}", "foreign_keys=ON",
        "recursive_triggers=ON", "temp_store=MEMORY", "cache_size=-16000", "mmap_size=0",
    )  # fmt: skip


def prepare(engine: Engine, durability: str, reads: bool) -> None:
    """Make every connection of the engine one of ours: settings, and transactions that begin as what they are. A connection
    that only reads does so for life: each change of ``query_only`` would have SQLite compile all its statements anew."""
    settings = (*pragmas(durability), f"query_only={int(reads)}")
    begin = "BEGIN" if reads else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver never begins a transaction by itself
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(begin)


def unreachable(error: BaseException) -> bool:
    """Whether the database could not be had, rather than refused a statement."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return isinstance(error, sqlite3.OperationalError) and name.startswith(_UNREACHABLE)


def settings(connection: Connection) -> dict[str, Any]:
    """What is really switched on, for the self-check."""

    def pragma(name: str) -> Any:
        return connection.execute(sa.text(f"PRAGMA {name}")).scalar()

    return {
        "version": sqlite3.sqlite_version,
        "journal_mode": pragma("journal_mode"),
        "synchronous": {0: "off", 1: "normal", 2: "full", 3: "extra"}[pragma("synchronous")],
        "foreign_keys": bool(pragma("foreign_keys")),
        "recursive_triggers": bool(pragma("recursive_triggers")),
    }


def warnings(found: dict[str, Any]) -> list[str]:
    """What an operator should know of these settings."""
    said = []
    if sqlite3.sqlite_version_info < WAL_IS_SAFE:
        said.append(
            f"SQLite {found['version']} can corrupt a write-ahead log; a rollback journal is used, which is safe but slower. "
            "SQLite 3.51.3 or newer, or PostgreSQL, lifts this."
        )
    if found["synchronous"] not in ("full", "extra"):
        said.append("Commits are not forced to disk: a power cut can undo what was acknowledged. Never use this for real work.")
    return said
