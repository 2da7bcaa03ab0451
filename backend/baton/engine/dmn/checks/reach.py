"""Finds rules that are there for nothing: no input reaches them, because a cell fits no value or earlier rules take them all."""

from collections.abc import Iterator, Sequence

from baton.domain.problems import WARNING, Problem, TablePlace
from baton.engine.dmn.checks.lanes import Lane, whole_lane
from baton.engine.dmn.table import Table

MOST_RULES = 500
MOST_STEPS = 5_000
MOST_FOUND = 10
Ways = Sequence[int]


def reach(table: Table, id: str, name: str) -> Iterator[Problem]:
    """Rules of the table that are never reached; only what is certain is said."""
    rows = len(table.rows)
    if not rows or rows > MOST_RULES:
        return
    lanes = [whole_lane(column, rows) for column in table.inputs]
    found = 0
    for row in range(rows):
        dead = _dead_column(lanes, 1 << row)
        hiding = _hiding(table, lanes, row) if dead is None and table.policy == "FIRST" else None
        if dead is not None:
            why, place = f"its cell under “{lanes[dead].name}” fits no value", TablePlace(id, (row + 1,), dead + 1)
        elif hiding:
            earlier = f"rule {hiding[0]}" if len(hiding) == 1 else f"the rules {', '.join(map(str, hiding))}"
            why, place = f"whatever it matches, {earlier} matched before", TablePlace(id, (row + 1,))
        else:
            continue
        message = f"Rule {row + 1} of “{name}” is never reached: {why}. Remove the rule, or change it."
        yield Problem("dmn-unreachable", message, element_id=id, level=WARNING, table=place)
        found += 1
        if found == MOST_FOUND:
            return


def _dead_column(lanes: Sequence[Lane], bit: int) -> int | None:
    """The input whose cell of the rule no value matches."""
    for place, lane in enumerate(lanes):
        if lane.known and not any(matched & bit for matched in lane.examples):
            return place
    return None


def _hiding(table: Table, lanes: Sequence[Lane], row: int) -> tuple[int, ...] | None:
    """The earlier rules that take everything the rule matches: one of them where one is enough, else all that take a part."""
    bit = 1 << row
    ways = [_ways(table, place, lane, bit) for place, lane in enumerate(lanes)]
    for other in range(row):
        if all(all(way >> other & 1 for way in lane) for lane in ways):
            return (other + 1,)
    if not _always_taken(ways, bit - 1):
        return None
    parts = [other for other in range(row) if all(any(way >> other & 1 for way in lane) for lane in ways)]
    return tuple(other + 1 for other in parts)


def _ways(table: Table, place: int, lane: Lane, bit: int) -> Ways:
    """The sets of rules that match together with the rule in one input. Where not every value can be tried, only the rules that
    match for certain are counted: those with an empty cell, and those with the same text."""
    if lane.known:
        return [matched for matched in lane.examples if matched & bit]
    cells = table.inputs[place].column
    certain = cells.always
    for _, same in (*cells.checks.values(), *cells.ranges.values()):
        certain |= same if same & bit else 0
    return [certain | bit]


def _always_taken(ways: Sequence[Ways], earlier: int) -> bool:
    """Whether every combination leaves an earlier rule; False where there are too many to try."""
    left = {earlier}
    steps = 0
    for lane in ways:
        left = {taken & way for taken in left for way in lane}
        steps += len(left)
        if 0 in left or steps > MOST_STEPS:
            return False
    return 0 not in left
