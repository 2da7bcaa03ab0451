"""PostgreSQL: how it is reached, and what it reports about itself."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

OPTIONS: dict[str, Any] = {
    "isolation_level": "READ COMMITTED",
    "pool_size": 10,
    "max_overflow": 10,
    "pool_timeout": 5,
    "pool_pre_ping": True,
    "connect_args": {"connect_timeout": 5, "options": "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"},
}
_SETTINGS = ("server_version", "fsync", "synchronous_commit", "full_page_writes")


def unreachable(error: BaseException) -> bool:
    """Whether the database could not be had (gone, restarting, locked too long), rather than refused a statement."""
    try:
        import psycopg
    except ImportError:
        return False
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)


def outrun(error: BaseException) -> bool:
    """Whether others were in the way, so that the same transaction may succeed when it is tried again."""
    try:
        import psycopg
    except ImportError:
        return False
    return isinstance(error, psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure)


def settings(connection: Connection) -> dict[str, Any]:
    """What is really switched on, for the self-check."""
    found = {name: connection.execute(sa.text(f"SHOW {name}")).scalar() for name in _SETTINGS}
    return {"version": found.pop("server_version"), **found}


def warnings(found: dict[str, Any]) -> list[str]:
    """What an operator should know of these settings."""
    return [
        f"PostgreSQL runs with {name} = off: a crash can lose or damage what was acknowledged."
        for name in _SETTINGS[1:]
        if found[name] == "off"
    ]
