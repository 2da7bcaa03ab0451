"""What all tables share: the metadata, and column types that hold domain values alike in SQLite and PostgreSQL."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from baton.storage.tables.plain import plain, reader

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = 2**63 - 1


def microseconds(moment: datetime) -> int:
    """The moment as whole microseconds since 1970 UTC; a moment without time zone is refused."""
    since = moment - EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


class Moment(TypeDecorator[datetime]):
    """A moment as an integer: sorts, subtracts and compares alike in both databases, and comes back aware, in UTC."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Choice(TypeDecorator[StrEnum]):
    """One of an enumeration's words, stored as that word."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Shaped(TypeDecorator[Any]):
    """A value of the given type as JSON text, never reordered by the database. None stays NULL."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__()
        self.shape = shape
        self._read = reader(shape)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else as_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._read(json.loads(value))


_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, default=str).encode


def as_json(value: Any) -> str:
    """Compact JSON, keys in the order in which they came."""
    return _encode(plain(value))


class Base(DeclarativeBase):
    """The one metadata of all tables."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012
        datetime: Moment(),
        str: sa.Text(),
        int: sa.BigInteger(),
        bytes: sa.LargeBinary(),
    }


def table(row: type[Base]) -> sa.Table:
    """The Core table behind a row class."""
    return cast(sa.Table, row.__table__)


def belongs_to(column: str) -> sa.ForeignKey:
    """A reference that is checked at commit, so that the order of writes within a transaction does not matter."""
    return sa.ForeignKey(column, deferrable=True, initially="DEFERRED")


def only_where(condition: str) -> dict[str, Any]:
    """Limits an index to the rows of interest. A bare column name is a flag, which SQLite wants compared with 1."""
    flag = condition.isidentifier()
    return {"sqlite_where": sa.text(f"{condition} = 1" if flag else condition), "postgresql_where": sa.text(condition)}


def only_in(dialect: str, statements: Iterable[str]) -> Callable[..., None]:
    """A listener that runs the statements after a table was made in a database of that kind."""

    def _made(target: sa.Table, connection: sa.Connection, **_: Any) -> None:
        if connection.dialect.name == dialect:
            for statement in statements:
                connection.exec_driver_sql(statement)

    return _made
