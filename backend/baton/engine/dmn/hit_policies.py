"""Hit policies: which of the matching rules count, and what they make together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.feel.values import calculated, compared, equal

SINGLE = frozenset({"UNIQUE", "ANY", "FIRST", "PRIORITY"})
LISTS = frozenset({"RULE ORDER", "OUTPUT ORDER", "COLLECT"})
SHORT = {"U": "UNIQUE", "A": "ANY", "F": "FIRST", "P": "PRIORITY", "R": "RULE ORDER", "O": "OUTPUT ORDER", "C": "COLLECT"}
AGGREGATIONS = frozenset({"SUM", "MIN", "MAX", "COUNT"})
Row = tuple[Any, ...]


@dataclass
class Hits:
    """The matching rules of one evaluation: their numbers from 1, and their output values once needed."""

    numbers: list[int]
    outputs: Callable[[int], Row]
    rows: list[Row] = field(default_factory=list)

    def read(self) -> "Hits":
        """Evaluate the outputs of every hit."""
        self.rows = [self.outputs(number) for number in self.numbers]
        return self

    def keep(self, positions: Sequence[int]) -> "Hits":
        """Only these hits, in this order."""
        return Hits([self.numbers[index] for index in positions], self.outputs, [self.rows[index] for index in positions])


Priorities = Sequence[Sequence[Any] | None]
Policy = Callable[[Hits, Priorities], Hits]


def _first(hits: Hits, priorities: Priorities) -> Hits:
    return Hits(hits.numbers[:1], hits.outputs).read()


def _unique(hits: Hits, priorities: Priorities) -> Hits:
    if len(hits.numbers) > 1:
        rules = ", ".join(map(str, hits.numbers))
        raise DecisionError(f"The hit policy UNIQUE allows one matching rule; rules {rules} match.")
    return hits.read()


def _any(hits: Hits, priorities: Priorities) -> Hits:
    hits.read()
    for number, row in zip(hits.numbers, hits.rows, strict=True):
        if not all(equal(one, other) for one, other in zip(row, hits.rows[0], strict=True)):
            raise DecisionError(f"The hit policy ANY needs equal outputs; rules {hits.numbers[0]} and {number} match and differ.")
    return hits.keep(range(min(1, len(hits.numbers))))


def _by_priority(hits: Hits, priorities: Priorities) -> Hits:
    hits.read()
    keys = [_rank(row, priorities) for row in hits.rows]
    return hits.keep(sorted(range(len(keys)), key=keys.__getitem__))


def _rank(row: Row, priorities: Priorities) -> tuple[int, ...]:
    ranks = []
    for value, values in zip(row, priorities, strict=True):
        if values is None:
            continue
        position = next((index for index, other in enumerate(values) if equal(value, other)), None)
        if position is None:
            raise DecisionError(f"{value!r} has no priority; the output values are {', '.join(map(repr, values))}.")
        ranks.append(position)
    return tuple(ranks)


def _priority(hits: Hits, priorities: Priorities) -> Hits:
    return _by_priority(hits, priorities).keep(range(min(1, len(hits.numbers))))


POLICIES: dict[str, Policy] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "RULE ORDER": lambda hits, priorities: hits.read(),
    "OUTPUT ORDER": _by_priority,
    "COLLECT": lambda hits, priorities: hits.read(),
}


def aggregated(aggregation: str, values: list[Any]) -> Any:
    """The one value that COLLECT with an aggregation makes of a column."""
    if aggregation == "COUNT":
        return len(values)
    if not values:
        return None
    total = values[0]
    if aggregation == "SUM":
        if isinstance(total, bool) or not isinstance(total, (int, float)):
            raise DecisionError(f"Only numbers can be added up, not {total!r:.60}.")
        for value in values[1:]:
            total = calculated("+", total, value)
        return total
    for value in values[1:]:
        if compared("<" if aggregation == "MIN" else ">", value, total):
            total = value
    return total
