"""Finds what a decision table leaves open: inputs that no rule is for, and inputs that two rules are for which contradict each other.

Every claim comes with an example.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from baton.domain.problems import ERROR, WARNING, Problem, TablePlace
from baton.engine.dmn.checks.lanes import MOST_QUESTIONS, OTHER, Lane, usual_lanes
from baton.engine.dmn.feel.values import equal
from baton.engine.dmn.feel.words import Part
from baton.engine.dmn.hit_policies import SINGLE
from baton.engine.dmn.table import Table

MOST_STEPS = 20_000
MOST_GAPS = 3
MOST_OVERLAPS = 3
Case = tuple[Any, ...]
"""Input by input: its place, the rules that its value matches, and the value."""


def coverage(table: Table, id: str, name: str) -> Iterator[Problem]:
    """Gaps and overlaps of the table of a decision."""
    if not table.rows or table.policy not in SINGLE:
        return
    lanes = usual_lanes(table)
    if lanes is None:
        return
    for rules, example in _overlaps(lanes, table) if table.policy in ("UNIQUE", "ANY") else ():
        both = "both match" if table.policy == "UNIQUE" else "answer differently to"
        message = f"The rules {rules[0]} and {rules[1]} of “{name}” {both} {example}, which {table.policy} does not allow"
        yield Problem(
            "dmn-overlap", f"{message}; narrow one of them or choose another hit policy.", element_id=id, level=ERROR,
            table=TablePlace(id, rules),
        )  # fmt: skip
    if any(output.default for output in table.outputs):
        return
    for example in _gaps(lanes, len(table.rows)):
        message = f"No rule of “{name}” is for {example}; add a rule, or name the allowed values of the input."
        yield Problem("dmn-gap", message, element_id=id, level=WARNING, table=TablePlace(id))


def _overlaps(lanes: list[Lane], table: Table) -> Iterator[tuple[tuple[int, int], str]]:
    """Pairs of rules that one combination of values matches and must not; a few of them are enough to go on."""
    rules = len(table.rows)
    pairs = rules * rules if table.policy == "ANY" else 0
    if rules * sum(len(lane.examples) for lane in lanes) + pairs > MOST_QUESTIONS:
        return
    found = 0
    for rule in range(rules):
        bit = 1 << rule
        both = _forbidden(table, rule)
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
            yield (rule + 1, other.bit_length()), _told(lanes, values)
            found += 1
            if found == MOST_OVERLAPS:
                return


def _forbidden(table: Table, rule: int) -> int:
    """The later rules that must not match together with the rule: all under UNIQUE, those that say something else under ANY."""
    rules = len(table.rows)
    if table.policy == "UNIQUE":
        return (1 << rules) - 1 & ~((2 << rule) - 1)
    return sum(1 << other for other in range(rule + 1, rules) if _differ(table.rows[rule], table.rows[other]))


def _differ(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Whether two rows answer differently for certain."""
    return any(
        left.literal and right.literal and not equal(left.value, right.value) for left, right in zip(one, other, strict=True)
    )


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
