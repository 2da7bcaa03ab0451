"""One transaction: how it begins, ends, and runs its statements."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import Insert

from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import NotFound, SeqTaken, Unavailable
from baton.domain.instances import ProcessInstance
from baton.domain.tasks import UserTask
from baton.storage.databases.connections import Connections
from baton.storage.databases.engines import outrun, unreachable
from baton.storage.prepared import Question, prepared
from baton.storage.recent import Recent

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]
Points = Callable[[str], None]
_ALONE = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")


class Upsert:
    """Insert a row, or replace what stands under the same keys, all but the columns ``kept``; built once, chosen by dialect when it
    runs."""

    def __init__(self, table: Table, *keys: str, kept: tuple[str, ...] = ()) -> None:
        self._by_dialect = {name: _upsert(insert(table), table, keys, kept) for name, insert in _INSERTS.items()}

    def of(self, dialect: str) -> Any:
        return self._by_dialect[dialect]


class Transaction:
    """What all parts of a unit of work stand on. ``writes`` says whether it may change anything."""

    def __init__(self, connections: Connections, writes: bool, points: Points, recent: Recent[ProcessDefinition]) -> None:
        self._connections = connections
        self._writes = writes
        self._points = points
        self._recent = recent
        self._dialect = connections.engine.dialect.name
        self.plans_work = False
        self._fresh: set[str] = set()  # definitions of this transaction, not to be remembered before it is committed
        self._tasks_seen: dict[str, UserTask] = {}
        self._instances_seen: dict[str, ProcessInstance] = {}
        self._connection: Connection

    def __enter__(self) -> Self:
        try:
            self._connection = self._connections.take()
        except Exception as error:
            _translate(error)
            raise
        try:
            self._connection.begin()
        except BaseException as error:
            self._connections.give_back(self._connection, sound=False)
            _translate(error)
            raise
        if self._writes:
            self._points("write.begin")
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            self._connections.give_back(self._connection, sound=error is None)
        except Exception as failure:
            _translate(failure)
            raise
        if error is not None:
            _translate(error)

    def commit(self) -> None:
        self._points("before_commit")
        try:
            self._connection.commit()
        except Exception as error:
            _translate(error)
            raise
        self._points("after_commit")

    def point(self, name: str) -> None:
        """A place where a fault can be planned."""
        self._points(name)

    def _run(self, statement: Any, parameters: Parameters | None = None) -> Any:
        statement = statement.of(self._dialect) if isinstance(statement, Upsert) else statement
        ready = prepared(statement) if parameters and self._writes else None
        return (
            ready.run(self._connection, parameters) if ready and parameters else self._connection.execute(statement, parameters)
        )

    def _add(self, statement: Any, parameters: Parameters, taken: Exception) -> None:
        """Insert; ``taken`` is raised when the keys are in use. The transaction must be left then."""
        try:
            self._run(statement, parameters)
        except (IntegrityError, self._connection.dialect.loaded_dbapi.IntegrityError) as error:
            raise taken from error

    def _alone(self, what: str) -> None:
        """Until this transaction ends no other passes here with the same words. SQLite has one writer anyway."""
        if self._writes and self._dialect == "postgresql":
            self._run(_ALONE, {"what": what})

    def _row(self, statement: Any, **parameters: Any) -> Any | None:
        if isinstance(statement, Question):
            rows = statement.rows(self._connection, parameters)
            return rows[0] if rows else None
        return self._run(statement, parameters).first()

    def _rows(self, statement: Any, **parameters: Any) -> Sequence[Any]:
        if isinstance(statement, Question):
            return statement.rows(self._connection, parameters)
        found: Sequence[Any] = self._run(statement, parameters).all()
        return found

    def _one(self, statement: Any, what: str, id: str) -> Any:
        """The row with that id, or a refusal in words."""
        row = self._row(statement, id=id)
        if row is None:
            raise NotFound(f"There is no {what} “{id}”.", id=id)
        return row


def columns(table: Table, *left_out: str) -> list[sa.Column[Any]]:
    """The columns of a domain object in the order of its fields: all but our own additions."""
    return [column for column in table.columns if column.name not in left_out]


def by_id(table: Table, *left_out: str) -> sa.Select[Any]:
    """The row with ``:id``."""
    return sa.select(*columns(table, *left_out)).where(table.c.id == sa.bindparam("id"))


def change(table: Table, *keys: str) -> sa.Update:
    """An update of the row under these keys; what is set follows from the parameters, see ``changed``."""
    return sa.update(table).where(*(table.c[key] == sa.bindparam(f"key_{key}") for key in keys))


def changed(thing: Any, *keys: str, **more: Any) -> dict[str, Any]:
    """The parameters for ``change``: every field that is no key, the keys under ``key_``, and columns of our own."""
    values = {**vars(thing), **more}
    for key in keys:
        values[f"key_{key}"] = values.pop(key)
    return values


def differing(before: Any, thing: Any, *keys: str) -> dict[str, Any]:
    """As ``changed``, of the fields that are not as ``before``: a row keeps its place in every index that it can."""
    old = vars(before)
    values = {name: value for name, value in vars(thing).items() if value != old[name]}
    return values | {f"key_{key}": old[key] for key in keys} if values else {}


def _translate(error: BaseException) -> None:
    if outrun(error):
        raise SeqTaken(str(error)) from error
    if unreachable(error):
        raise Unavailable() from error


def _upsert(insert: Any, table: Table, keys: tuple[str, ...], kept: tuple[str, ...]) -> Any:
    left = {*keys, *kept}
    changed = {c.name: insert.excluded[c.name] for c in table.columns if c.name not in left and not c.primary_key}
    if not changed:
        return insert.on_conflict_do_nothing(index_elements=list(keys))
    return insert.on_conflict_do_update(index_elements=list(keys), set_=changed)


_INSERTS: dict[str, Callable[[Table], Insert]] = {"sqlite": sqlite_dialect.insert, "postgresql": postgresql.insert}
