"""One input column seen from outside: the ways in which its values can be answered, each with an example of a value.

The columns themselves are asked about the values where their answers can change, so a claim never rests on reading the texts.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.feel.words import Given
from baton.engine.dmn.table import Input, Table

SOME_DAY = datetime(2001, 1, 1, tzinfo=UTC)
MOST_QUESTIONS = 1_000_000
COUNTED = 20
"""Whole numbers up to here count something (levels, days, pieces): nobody means what lies between them."""
OTHER = "anything else"


@dataclass(frozen=True)
class Lane:
    """One input with the sets of rules its values can match (as bits), each with an example; ``known`` where all are."""

    name: str
    examples: Mapping[int, Any]
    known: bool


def usual_lanes(table: Table) -> list[Lane] | None:
    """The inputs with the values that people mean; None when two of them look at one variable, because not every combination
    can be then."""
    seen: set[str] = set()
    for column in table.inputs:
        names = set(re.findall(r"[^\W\d]\w*", column.text))
        if names & seen:
            return None
        seen |= names
    return [_usual(column, (1 << len(table.rows)) - 1) for column in table.inputs]


def whole_lane(column: Input, rows: int) -> Lane:
    """The input with every value it can have, those nobody means and the missing one among them."""
    if column.column.checks or _too_many(column):
        return Lane(column.name, {}, known=False)
    examples: dict[int, Any] = {}
    for value in _every(column):
        matched = matching(column, value, (1 << rows) - 1)
        if matched is not None:
            examples.setdefault(matched, value)
    return Lane(column.name, examples, known=bool(examples))


def matching(column: Input, value: Any, everything: int) -> int | None:
    """The rules that the value matches, as bits; None where the decision refuses such a value."""
    place = column.name
    try:
        given = Given({}, SOME_DAY, column.type.accepted(value, place, column.column.kinds))
        column.column.require_fit(given.tested, place)
        if value is not None and column.allowed is not None and column.allowed.check and not column.allowed.check(given):
            return None
        return column.column.matching(given, everything)
    except DecisionError:
        return None


def _too_many(column: Input) -> bool:
    cells = column.column
    return len(cells.checks) * (len(cells.by_value) + 2 * len(cells.intervals.ends)) > MOST_QUESTIONS


def _usual(column: Input, everything: int) -> Lane:
    examples: dict[int, Any] = {}
    if _too_many(column):
        return Lane(column.name, {column.column.always: None}, known=False)
    for value in _values(column):
        given = Given({}, SOME_DAY, value)
        try:
            if column.allowed is not None and column.allowed.check is not None and not column.allowed.check(given):
                continue
            examples.setdefault(column.column.matching(given, everything), value)
        except DecisionError:
            return Lane(column.name, {column.column.always: None}, known=False)
    return Lane(column.name, examples, known=bool(examples))


def _values(column: Input) -> Iterator[Any]:
    """Values of every kind that the column compares with, one for each way they can be answered."""
    cells = column.column
    listed = [literal for _, literal in cells.by_value]
    numbers = [value for kind, value in cells.by_value if kind == "number"]
    allowed = list(column.allowed.literals or ()) if column.allowed is not None else []
    ends = cells.intervals.ends
    if column.type.kind == "boolean" or any(isinstance(value, bool) for value in listed):
        yield from (True, False)
        return
    if ends:
        ends = sorted({*ends, *numbers})
        yield from _numbers(ends, column.whole or (ends[-1] <= COUNTED and all(float(end).is_integer() for end in ends)))
        return
    yield from (*listed, *allowed)
    if cells.checks and column.type.kind in (None, "string") and not allowed and all(isinstance(one, str) for one in listed):
        yield OTHER


def _numbers(ends: list[float], whole: bool) -> Iterator[float]:
    """The ends, a number in each gap between them, and one beyond each side; nothing below nought unless the column goes there."""
    if ends[0] < 0 or ends[0] > 1:
        yield ends[0] - 1
    elif ends[0] > 0:
        yield 0
    yield from _between(ends, whole)
    yield ends[-1] + 1


def _between(ends: list[float], whole: bool) -> Iterator[float]:
    for low, high in pairwise(ends):
        yield low
        if low + 1 < high:
            yield math.floor(low) + 1
        elif not whole:
            yield (low + high) / 2
    yield ends[-1]


def _every(column: Input) -> Iterator[Any]:
    literals = [literal for _, literal in column.column.by_value]
    allowed = list(column.allowed.literals or ()) if column.allowed is not None else []
    numbers = [value for value in (*literals, *allowed) if isinstance(value, (int, float)) and not isinstance(value, bool)]
    ends = sorted({*column.column.intervals.ends, *numbers})
    yield from literals
    yield from allowed
    if ends:
        yield from (*_between(ends, column.whole), ends[-1] + 1, ends[0] - 1)
    yield from (True, False, 0, OTHER, None)
