"""Connections between two transactions: those to a file wait, open, for the next one; those to a server go back to their pool."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

MOST_WAITING = 8


class Connections:
    """The connections of one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # A server may have restarted by the next time. Its pool asks before it hands a connection out; a file is always there.
        self._most = MOST_WAITING if engine.dialect.name == "sqlite" else 0
        self._waiting: list[Connection] = []

    def take(self) -> Connection:
        """A connection outside any transaction, for one caller alone."""
        try:
            return self._waiting.pop()
        except IndexError:
            return self.engine.connect()

    def give_back(self, connection: Connection, sound: bool = True) -> None:
        """What was not committed is undone. One that saw an error is not used again."""
        if not sound or len(self._waiting) >= self._most:
            connection.close()
            return
        connection.rollback()
        self._waiting.append(connection)

    @contextmanager
    def borrowed(self) -> Iterator[Connection]:
        """A connection while the block runs."""
        connection, sound = self.take(), False
        try:
            yield connection
            sound = True
        finally:
            self.give_back(connection, sound)

    def close(self) -> None:
        """Let go of those that wait."""
        while self._waiting:
            self._waiting.pop().close()
        self.engine.dispose()
