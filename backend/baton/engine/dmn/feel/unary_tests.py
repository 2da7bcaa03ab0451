"""Reads what stands in an input cell: ``-``, ``< 5``, ``[1..5]``, ``"a","b"``, ``not("a")``, ``? > 2 and ? < 9``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.feel.operations import matches
from baton.engine.dmn.feel.parser import COMPARISONS, Parser
from baton.engine.dmn.feel.tokens import Names
from baton.engine.dmn.feel.values import Range, compared, equal, kind
from baton.engine.dmn.feel.words import Given, Part

Check = Callable[[Given], bool]


@dataclass(frozen=True)
class UnaryTest:
    """One cell: always true (``check`` is None), or a check.

    ``literals`` are the values it equals, or ``interval`` the range of numbers it is, when it is nothing more than that.
    """

    check: Check | None
    literals: tuple[Any, ...] | None = None
    kinds: frozenset[str] = frozenset()
    interval: Range | None = None


ANYTHING = UnaryTest(None)


def unary_test(text: str, names: Names) -> UnaryTest:
    """The compiled cell. Raises ``NotFeel`` or ``Unsupported``."""
    if text in ("", "-"):
        return ANYTHING
    parser = Parser(text, names)
    negated = parser.take_not()
    checks, literals, kinds, intervals = _tests(parser)
    if negated:
        parser.need(")")
    parser.end()
    check = checks[0] if len(checks) == 1 else lambda given: any(check(given) for check in checks)
    if negated:
        return UnaryTest(lambda given: not check(given), kinds=kinds)
    interval = intervals[0] if len(checks) == len(intervals) == 1 else None
    return UnaryTest(check, tuple(literals) if len(literals) == len(checks) else None, kinds, interval)


def _tests(parser: Parser) -> tuple[list[Check], list[Any], frozenset[str], list[Range]]:
    checks: list[Check] = []
    intervals: list[Range] = []
    literals: list[Any] = []
    kinds: set[str] = set()
    while not checks or parser.take(","):
        operator = parser.take(*COMPARISONS)
        part = parser.sum() if operator else parser.expression()
        checks.append(_compared(operator, part) if operator else _satisfied(part))
        kinds |= _kinds(part)
        if part.literal and operator in (None, "=") and isinstance(part.value, (str, int, float)):
            literals.append(part.value)
        intervals += _intervals(operator, part)
    return checks, literals, frozenset(kinds), intervals


def _intervals(operator: str | None, part: Part) -> list[Range]:
    if operator is None and part.limits is not None:
        return [part.limits]
    if not part.literal or _kinds(part) != {"number"}:
        return []
    if operator in ("<", "<="):
        return [Range(None, part.value, False, operator == "<=")]
    if operator in (">", ">="):
        return [Range(part.value, None, operator == ">=", False)]
    return [part.value] if isinstance(part.value, Range) else []


def _kinds(part: Part) -> set[str]:
    if not part.literal or part.value is None:
        return set() if part.literal else {"unknown"}
    if isinstance(part.value, Range):
        return {kind(end) for end in (part.value.low, part.value.high) if end is not None}
    return {kind(item) for item in part.value} if isinstance(part.value, list) else {kind(part.value)}


def _compared(operator: str, part: Part) -> Check:
    if operator in ("=", "!="):
        wanted = operator == "="
        return lambda given: equal(given.tested, part.run(given)) is wanted
    return lambda given: compared(operator, given.tested, part.run(given)) is True


def _satisfied(part: Part) -> Check:
    if part.literal:
        return lambda given: matches(given.tested, part.value)
    if part.condition or part.mentions_input:
        return _condition(part)
    return lambda given: matches(given.tested, part.run(given))


def _condition(part: Part) -> Check:
    def check(given: Given) -> bool:
        answer = part.run(given)
        if answer is None or isinstance(answer, bool):
            return answer is True
        raise DecisionError(f"The cell must say true or false, not {answer!r:.60}.")

    return check
