"""Finds for each rule of a table input values that it is for, so that nobody has to think them up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.checks.lanes import OTHER, matching, usual_lanes, whole_lane
from baton.engine.dmn.feel.values import storable
from baton.engine.dmn.table import Input, Table

MOST_STEPS = 2_000
MOST_RULES = 500
_DATES = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_TEXTS = re.compile(r'"((?:[^"\\]|\\.)*)"')
Choice = tuple[int, Any]


def one_per_rule(table: Table) -> tuple[Mapping[str, Any] | None, ...]:
    """For each rule its input values by the text of their expressions, or None where none were found."""
    rows = len(table.rows)
    if not rows or rows > MOST_RULES:
        return (None,) * rows
    choices = _choices(table, rows)
    return tuple(_for_rule(table, choices, row) for row in range(rows))


def _choices(table: Table, rows: int) -> list[list[Choice]]:
    """For each input the ways its values can be answered, the usual values first."""
    usual = usual_lanes(table)
    found = []
    for place, column in enumerate(table.inputs):
        ways: dict[int, Any] = {}
        lanes = [*([usual[place]] if usual else []), whole_lane(column, rows)]
        known = [value for lane in lanes for value in lane.examples.values() if value is not None]
        for value in (*known, *_written(column), OTHER, 1, True, None):
            matched = matching(column, value, (1 << rows) - 1)
            if matched is not None:
                ways.setdefault(matched, value)
        found.append(list(ways.items()))
    return found


def _written(column: Input) -> Iterator[Any]:
    """Values that stand in cells which cannot be listed, and their neighbours."""
    for text in (*column.column.checks, *column.column.ranges):
        yield from _TEXTS.findall(text)
        for day in _DATES.findall(text):
            try:
                middle = date.fromisoformat(day)
            except ValueError:
                continue
            yield from ((middle + timedelta(days=by)).isoformat() for by in (0, 1, -1))
        for number in _NUMBERS.findall(text):
            yield from (float(number) + by if "." in number else int(number) + by for by in (0, 1, -1))


def _for_rule(table: Table, choices: Sequence[Sequence[Choice]], row: int) -> Mapping[str, Any] | None:
    bit = 1 << row
    unwanted = {"FIRST": bit - 1, "UNIQUE": ~bit, "PRIORITY": ~bit, "ANY": ~bit}.get(table.policy, 0)
    values = _search(choices, bit, unwanted)
    if values is None and table.policy in ("PRIORITY", "ANY"):
        values = _search(choices, bit, 0)
    if values is None:
        return None
    try:
        return {column.text: storable(value) for column, value in zip(table.inputs, values, strict=True) if value is not None}
    except DecisionError:
        return None


def _search(choices: Sequence[Sequence[Choice]], bit: int, unwanted: int) -> tuple[Any, ...] | None:
    """Values that match the rule and none of the unwanted ones."""
    waiting: list[tuple[int, tuple[Any, ...]]] = [(-1, ())]
    seen: set[tuple[int, int]] = set()
    for _ in range(MOST_STEPS):
        if not waiting:
            break
        left, values = waiting.pop()
        if len(values) == len(choices):
            if not left & unwanted:
                return values
            continue
        here = (len(values), left)
        if here not in seen:
            seen.add(here)
            waiting += [(left & matched, (*values, value)) for matched, value in reversed(choices[len(values)]) if matched & bit]
    return None
