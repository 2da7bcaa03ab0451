"""Counting what a piece of work costs the database, for tests and benchmarks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Cost:
    """Statements sent (begin and commit not counted) with their texts, and transactions committed."""

    statements: int = 0
    commits: int = 0
    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.statements += 1
        self.texts.append(text)


_watching: list[tuple[tuple[Engine, ...], Cost]] = []


def sent(engine: Engine, text: str) -> None:
    """Tell whoever counts that a statement went straight to the driver."""
    for engines, cost in _watching:
        if any(engine.pool is one.pool for one in engines):
            cost.add(text)


@contextmanager
def counted(engine: Engine, reading: Engine) -> Iterator[Cost]:
    """Counts everything on both engines of a store, by any thread, while the block runs."""
    cost = Cost()

    def _sent(connection: Any, cursor: Any, text: str, *rest: Any) -> None:
        cost.add(text)

    def _committed(connection: Any) -> None:
        cost.commits += 1

    both = (engine,) if reading.pool is engine.pool else (engine, reading)
    _watching.append((both, cost))
    for one in both:
        event.listen(one, "before_cursor_execute", _sent)
        event.listen(one, "commit", _committed)
    try:
        yield cost
    finally:
        _watching.remove((both, cost))
        for one in both:
            event.remove(one, "before_cursor_execute", _sent)
            event.remove(one, "commit", _committed)
