"""One input column, compiled: for a value it gives the set of rules that match, as bits of one number."""

from collections.abc import Sequence
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.feel.unary_tests import Check, UnaryTest
from baton.engine.dmn.feel.values import NUMBERS, TEMPORAL, Range, equal, kind
from baton.engine.dmn.feel.words import Given
from baton.engine.dmn.intervals import Intervals

Key = tuple[str, Any]


def key_of(value: Any) -> Key | None:
    """What a single value is looked up by; True and 1 stay apart."""
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, (int, float)):
        return "number", value
    return ("string", value) if isinstance(value, str) else None


class Column:
    """Single values and number ranges are looked up at once; equal other cells are checked once; empty ones always match."""

    def __init__(self, texts: Sequence[str], tests: Sequence[UnaryTest]) -> None:
        self.always = 0
        self.by_value: dict[Key, int] = {}
        self.checks: dict[str, tuple[Check, int]] = {}
        self.ranges: dict[str, tuple[Check, int]] = {}
        intervals: list[tuple[Range, int]] = []
        for index, (text, test) in enumerate(zip(texts, tests, strict=True)):
            bit = 1 << index
            if test.check is None:
                self.always |= bit
            elif test.literals is not None:
                self._look_up(test.literals, bit)
            elif test.interval is not None:
                intervals.append((test.interval, bit))
                _add(self.ranges, text, test.check, bit)
            else:
                _add(self.checks, text, test.check, bit)
        self.intervals = Intervals(intervals)
        self.kinds = frozenset(name for test in tests for name in test.kinds)

    def _look_up(self, literals: Sequence[Any], bit: int) -> None:
        for literal in literals:
            key = key_of(literal)
            assert key is not None
            self.by_value[key] = self.by_value.get(key, 0) | bit

    def matching(self, given: Given, candidates: int) -> int:
        """Those of the candidate rules whose cell of this column matches."""
        value = given.tested
        matched = self.always | self._equal_to(value)
        if type(value) in NUMBERS:
            matched |= self.intervals.covering(value)
        else:
            matched |= _checked(self.ranges, given, candidates & ~matched)
        return (matched | _checked(self.checks, given, candidates & ~matched)) & candidates

    def _equal_to(self, value: Any) -> int:
        key = key_of(value)
        if key is not None:
            return self.by_value.get(key, 0)
        if isinstance(value, (list, tuple)) and self.by_value:
            raise DecisionError("A list is compared with single values.")
        matched = 0
        if value is not None:
            for (_, literal), bits in self.by_value.items():
                matched |= bits if equal(value, literal) else 0
        return matched

    def require_fit(self, value: Any, place: str) -> None:
        """A value of a kind the column never compares with would silently match nothing; say so instead."""
        if value is None or not self.kinds or "unknown" in self.kinds:
            return
        found = kind(value)
        if found in self.kinds or (found == "string" and self.kinds & TEMPORAL) or "list" in self.kinds:
            return
        if not (found in TEMPORAL and "string" in self.kinds):
            raise DecisionError(f"{place} is compared with {' and '.join(sorted(self.kinds))}; {value!r:.60} is a {found}.")


def _add(cells: dict[str, tuple[Check, int]], text: str, check: Check, bit: int) -> None:
    known, bits = cells.get(text, (check, 0))
    cells[text] = (known, bits | bit)


def _checked(cells: dict[str, tuple[Check, int]], given: Given, candidates: int) -> int:
    matched = 0
    for check, bits in cells.values():
        if bits & candidates and check(given):
            matched |= bits
    return matched
