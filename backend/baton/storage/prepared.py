"""Statements whose SQL text is made once: the same statement with the same columns needs no second look at what it means,
and goes straight to the driver."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import Delete, Insert, Update

from baton.storage.counting import sent

Row = Mapping[str, Any]


class _Text:
    """A statement as one database wants it, and how a row of parameters becomes what its driver takes."""

    def __init__(self, statement: Any, dialect: Dialect, names: tuple[str, ...]) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(names))
        self.sql = str(compiled)
        self.is_whole = not compiled.post_compile_params
        self._positional: bool = compiled.positional
        order: list[str] = list(compiled.positiontup if compiled.positional else compiled.bind_names.values())
        types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in order}
        makers: dict[str, Callable[[Any], Any] | None] = {name: kind.bind_processor(dialect) for name, kind in types.items()}
        constants = {name: value for name, value in compiled.params.items() if name in types and name not in names}
        self._constants = {name: make(value) if (make := makers[name]) else value for name, value in constants.items()}
        self._makers = [(name, None if name in constants else makers[name]) for name in order]

    def values(self, row: Row) -> Any:
        """The parameters of one row."""
        given = {**row, **self._constants} if self._constants else row
        if self._positional:
            return tuple([given[name] if make is None else make(given[name]) for name, make in self._makers])
        return {name: given[name] if make is None else make(given[name]) for name, make in self._makers}


class Question:
    """A select that every step asks; its texts by database. Parameters always have the same names, and none is a list."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._texts: dict[str, tuple[_Text, list[tuple[int, Callable[[Any], Any]]]]] = {}

    def rows(self, connection: Connection, parameters: Row) -> list[list[Any]]:
        """Every row, as values in the order of the columns. Raises the driver's errors."""
        text, makers = self._texts.get(connection.dialect.name) or self._made(connection.dialect, parameters)
        sent(connection.engine, text.sql)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text.sql, text.values(parameters))
            found = [list(row) for row in cursor.fetchall()]
        finally:
            cursor.close()
        for row in found:
            for place, make in makers:
                row[place] = make(row[place])
        return found

    def _made(self, dialect: Dialect, parameters: Row) -> tuple[_Text, list[tuple[int, Callable[[Any], Any]]]]:
        kinds = [column.type.dialect_impl(dialect) for column in self._statement.selected_columns]
        found: list[Callable[[Any], Any] | None] = [kind.result_processor(dialect, None) for kind in kinds]
        makers = [(place, make) for place, make in enumerate(found) if make is not None]
        made = self._texts[dialect.name] = (_Text(self._statement, dialect, tuple(parameters)), makers)
        return made


class Changed(NamedTuple):
    """How many rows a change found."""

    rowcount: int


class Prepared:
    """An insert, update or delete without RETURNING; its texts by database and parameters."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement.inline() if isinstance(statement, Insert | Update) else statement
        self._texts: dict[tuple[str, ...], _Text] = {}

    def run(self, connection: Connection, parameters: Row | Sequence[Row]) -> Changed:
        """Send the change once, or once for each row. Raises the driver's errors."""
        rows: Sequence[Row] = [parameters] if isinstance(parameters, (dict, Mapping)) else parameters  # most are: found at once
        key = (connection.dialect.name, *rows[0])
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = _Text(self._statement, connection.dialect, key[1:])
        if not text.is_whole:  # a list of values has another text for each length
            return Changed(connection.execute(self._statement, parameters).rowcount)
        sent(connection.engine, text.sql)
        cursor = connection.connection.cursor()
        try:
            if len(rows) == 1:
                cursor.execute(text.sql, text.values(rows[0]))
            else:
                cursor.executemany(text.sql, [text.values(row) for row in rows])
            return Changed(cursor.rowcount)
        finally:
            cursor.close()


_prepared: dict[Any, Prepared] = {}


def prepared(statement: Any) -> Prepared | None:
    """The prepared form of a change that stands for the life of the process; None for what has to be read from."""
    found = _prepared.get(statement)
    if found is None:
        if not isinstance(statement, Insert | Update | Delete) or statement._returning:
            return None
        found = _prepared[statement] = Prepared(statement)
    return found
