"""Finds what a decision table leaves open: inputs that no rule is for, and inputs that two rules of UNIQUE are for.

Every claim comes with an example, found by asking the columns themselves about the values where their answers can change.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from baton.domain.ports.decisions import CompiledDecision, DecisionError
from baton.domain.problems import ERROR, WARNING, Problem
from baton.engine.dmn.feel.words import Given
from baton.engine.dmn.hit_policies import SINGLE
from baton.engine.dmn.requirements import Compiled
from baton.engine.dmn.table import Input, Table

SOME_DAY = datetime(2001, 1, 1, tzinfo=UTC)
MOST_STEPS = 20_000
MOST_QUESTIONS = 1_000_000
MOST_GAPS = 3
COUNTED = 20
"""Whole numbers up to here count something (levels, days, pieces): nobody means what lies between them."""
Case = tuple[Any, ...]
"""Input by input: its place, the rules that its value matches, and the value."""
OTHER = "anything else"


@dataclass(frozen=True)
class Lane:
    """One input with the sets of rules its values can match (as bits), each with an example; ``known`` where all are."""

    name: str
    examples: Mapping[int, Any]
    known: bool


def coverage(decision: CompiledDecision, file: str) -> Iterator[Problem]:
    """Gaps and overlaps of the decision's own table."""
    table = decision.logic if isinstance(decision, Compiled) else None
    if not isinstance(table, Table) or not table.rows or table.policy not in SINGLE:
        return
    lanes = _lanes(table)
    if lanes is None:
        return
    overlap = _overlap(lanes, len(table.rows)) if table.policy == "UNIQUE" else None
    if overlap is not None:
        rules, example = overlap
        message = f"The rules {rules[0]} and {rules[1]} of “{decision.name}” both match {example}, which UNIQUE does not allow"
        yield Problem(
            "dmn-overlap", f"{message}; narrow one of them or choose another hit policy.", file, decision.id, level=ERROR
        )
    if any(output.default for output in table.outputs):
        return
    for example in _gaps(lanes, len(table.rows)):
        message = f"No rule of “{decision.name}” is for {example}; add a rule, or name the allowed values of the input."
        yield Problem("dmn-gap", message, file, decision.id, level=WARNING)


def _lanes(table: Table) -> list[Lane] | None:
    """The inputs; None when two of them look at one variable, because not every combination can be then."""
    seen: set[str] = set()
    for column in table.inputs:
        names = set(re.findall(r"[^\W\d]\w*", column.text))
        if names & seen:
            return None
        seen |= names
    return [_lane(column, (1 << len(table.rows)) - 1) for column in table.inputs]


def _lane(column: Input, everything: int) -> Lane:
    examples: dict[int, Any] = {}
    if len(column.column.checks) * (len(column.column.by_value) + 2 * len(column.column.intervals.ends)) > MOST_QUESTIONS:
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
    for low, high in pairwise(ends):
        yield low
        if low + 1 < high:
            yield math.floor(low) + 1
        elif not whole:
            yield (low + high) / 2
    yield ends[-1]
    yield ends[-1] + 1


def _overlap(lanes: list[Lane], rules: int) -> tuple[tuple[int, int], str] | None:
    """Two rules that one combination of values matches."""
    if rules * sum(len(lane.examples) for lane in lanes) > MOST_QUESTIONS:
        return None
    for rule in range(rules):
        bit = 1 << rule
        both = (1 << rules) - 1 & ~((bit << 1) - 1)
        for lane in lanes:
            reach = 0
            for matched in lane.examples:
                reach |= matched if matched & bit else 0
            both &= reach
            if not both:
                break
        if both:
            other = both & -both
            values = [
                next(value for matched, value in lane.examples.items() if matched & bit and matched & other) for lane in lanes
            ]
            return (rule + 1, other.bit_length()), _told(lanes, values)
    return None


def _gaps(lanes: list[Lane], rules: int) -> list[str]:
    """Examples of combinations that no rule matches, one for each combination of ways in which the inputs matter."""
    found: dict[Case, Case] = {}
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[int, Case]] = [((1 << rules) - 1, ())]
    choices = [list(lane.examples.items())[::-1] if lane.known else [(-1, None)] for lane in lanes]
    while waiting and len(seen) < MOST_STEPS and len(found) < MOST_GAPS:
        left, case = waiting.pop()
        if not left:
            case = _what_matters(case, choices)
            found.setdefault(tuple((place, matched) for place, matched, _ in case), case)
        elif len(case) < len(lanes) and (len(case), left) not in seen:
            seen.add((len(case), left))
            waiting += [(left & matched, (*case, (len(case), matched, value))) for matched, value in choices[len(case)]]
    return [_told([lanes[place] for place, *_ in case], [value for *_, value in case]) for case in found.values()]


def _what_matters(case: Case, choices: list[list[tuple[int, Any]]]) -> Case:
    """The case without the inputs that could have any value as well."""
    for one in case:
        rest = -1
        for place, matched, _ in case:
            rest &= matched if place != one[0] else -1
        if not any(rest & matched for matched, _ in choices[one[0]]):
            case = tuple(other for other in case if other is not one)
    return case


def _told(lanes: list[Lane], values: Any) -> str:
    """The example in words; what does not matter is left out."""
    told = [
        f"{lane.name} = {value if value is OTHER else json.dumps(value)}"
        for lane, value in zip(lanes, values, strict=False)
        if value is not None
    ]
    return ", ".join(told) or "these inputs"
