"""What each operator of FEEL does, as compiled parts; literals are calculated once."""

from collections.abc import Callable
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.feel.values import NUMBERS, Range, calculated, compared, equal, kind, negative
from baton.engine.dmn.feel.words import INPUT_VALUE, Given, NotFeel, Part, Unsupported

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def limits(operator: str, left: Part, right: Part) -> Range | None:
    """The range of numbers that ``? < 5`` or ``5 > ?`` means, if it is that plain."""
    if right is INPUT_VALUE:
        operator, left, right = MIRRORED.get(operator, operator), right, left
    if left is not INPUT_VALUE or not right.literal or type(right.value) not in NUMBERS:
        return None
    if operator == "=":
        return Range(right.value, right.value, True, True)
    if operator in ("<", "<="):
        return Range(None, right.value, False, operator == "<=")
    return Range(right.value, None, operator == ">=", False) if operator in (">", ">=") else None


def arithmetic(operator: str, left: Part, right: Part) -> Part:
    """``a + b``"""
    return _joined(left, right, lambda a, b: calculated(operator, a, b))


def negated(part: Part) -> Part:
    """``-a``"""
    if part.literal:
        try:
            return _constant(negative(part.value))
        except DecisionError as problem:
            raise NotFeel(str(problem)) from None
    return Part(lambda given: negative(part.run(given)), mentions_input=part.mentions_input)


def comparison(operator: str, left: Part, right: Part) -> Part:
    """``a < b``, ``a = b``, ``a != b``"""
    compare: Callable[[Any, Any], Any]
    if operator in ("=", "!="):
        wanted = operator == "="

        def compare(a: Any, b: Any) -> bool:
            return equal(a, b) is wanted

    else:

        def compare(a: Any, b: Any) -> bool | None:
            return compared(operator, a, b)

    return Part(
        lambda given: compare(left.run(given), right.run(given)),
        condition=True,
        mentions_input=left.mentions_input or right.mentions_input,
        limits=limits(operator, left, right),
    )


def logic(stop_at: bool, left: Part, right: Part) -> Part:
    """``and`` (stops at false) and ``or`` (stops at true), with null for unknown."""

    def run(given: Given) -> bool | None:
        first = _truth(left.run(given))
        if first is stop_at:
            return stop_at
        second = _truth(right.run(given))
        if second is stop_at:
            return stop_at
        return None if first is None or second is None else not stop_at

    both = None if stop_at or left.limits is None or right.limits is None else left.limits.within(right.limits)
    return Part(run, condition=True, mentions_input=left.mentions_input or right.mentions_input, limits=both)


def choice(test: Part, chosen: Part, otherwise: Part) -> Part:
    """``if a then b else c``; null counts as no."""
    return Part(
        lambda given: chosen.run(given) if _truth(test.run(given)) else otherwise.run(given),
        mentions_input=test.mentions_input or chosen.mentions_input or otherwise.mentions_input,
    )


def between(value: Part, low: Part, high: Part) -> Part:
    """``a between b and c``"""
    return logic(False, comparison(">=", value, low), comparison("<=", value, high))


def within(value: Part, members: Part) -> Part:
    """``a in [1..5]``, ``a in ("x", "y")``"""

    def run(given: Given) -> bool:
        wanted, found = value.run(given), members.run(given)
        if not isinstance(found, (Range, list, tuple)):
            raise DecisionError(f"'in' needs a list or a range, not {found!r:.60}; use = or contains().")
        return matches(wanted, found)

    inside = members.value if value is INPUT_VALUE and isinstance(members.value, Range) and members.value.is_of_numbers else None
    return Part(run, condition=True, mentions_input=value.mentions_input or members.mentions_input, limits=inside)


def matches(value: Any, expected: Any) -> bool:
    """Whether a value satisfies what a cell evaluates to: a range, a list of alternatives, or one value."""
    if isinstance(expected, Range):
        return expected.contains(value)
    if isinstance(expected, (list, tuple)):
        return equal(value, expected) if isinstance(value, (list, tuple)) else any(matches(value, item) for item in expected)
    return equal(value, expected)


def name(path: str) -> Part:
    """A variable; that it is missing is said, never taken for null."""

    def run(given: Given) -> Any:
        try:
            return given.variables[path]
        except KeyError:
            raise DecisionError(f"There is no variable {path!r}.") from None

    return Part(run)


def member(owner: Part, key: str) -> Part:
    """``a.b``"""

    def run(given: Given) -> Any:
        value = owner.run(given)
        if isinstance(value, dict):
            if key not in value:
                raise DecisionError(f"There is no key {key!r}; there are: {', '.join(map(str, list(value)[:10])) or 'none'}.")
            return value[key]
        if value is None:
            return None
        if key in ("year", "month", "day", "hour", "minute", "second") and hasattr(value, key):
            return getattr(value, key)
        raise DecisionError(f"A {kind(value)} has no {key!r}.")

    return Part(run, mentions_input=owner.mentions_input)


def listed(parts: list[Part]) -> Part:
    """``[a, b]``"""
    if all(part.literal for part in parts):
        return _constant([part.value for part in parts])
    return Part(lambda given: [part.run(given) for part in parts], mentions_input=any(part.mentions_input for part in parts))


def context(entries: dict[str, Part]) -> Part:
    """``{a: b}``"""
    return Part(
        lambda given: {key: part.run(given) for key, part in entries.items()},
        mentions_input=any(part.mentions_input for part in entries.values()),
    )


def interval(low: Part, high: Part, low_included: bool, high_included: bool) -> Part:
    """``[a..b]``"""
    if low.literal and high.literal:
        low_value, high_value = low.value, high.value
        if low_value is not None and high_value is not None and kind(low_value) != kind(high_value):
            raise NotFeel("the ends of the range are of different kinds")
        return _constant(Range(low_value, high_value, low_included, high_included))
    return Part(lambda given: Range(low.run(given), high.run(given), low_included, high_included))


def call(path: str, function: Callable[..., Any], parts: list[Part]) -> Part:
    """``f(a, b)``"""

    def run(given: Given) -> Any:
        try:
            return function(given, *[part.run(given) for part in parts])
        except (TypeError, ValueError, ArithmeticError, AttributeError) as problem:
            raise DecisionError(f"{path}(): {problem}.") from None

    mentions = any(part.mentions_input for part in parts)
    is_condition = path in ("not", "contains", "starts with", "ends with", "list contains", "all", "any")
    if path in ("date", "time", "date and time", "duration") and all(part.literal for part in parts):
        try:
            return _constant(function(None, *[part.value for part in parts]))
        except DecisionError as problem:
            raise Unsupported(f"a value that does not exist ({problem})") from None
    return Part(run, condition=is_condition, mentions_input=mentions)


def _joined(left: Part, right: Part, function: Callable[[Any, Any], Any]) -> Part:
    if left.literal and right.literal:
        try:
            return _constant(function(left.value, right.value))
        except DecisionError as problem:
            raise NotFeel(str(problem)) from None
    return Part(
        lambda given: function(left.run(given), right.run(given)), mentions_input=left.mentions_input or right.mentions_input
    )


def _constant(value: Any) -> Part:
    return Part(lambda given: value, literal=True, value=value)


def _truth(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise DecisionError(f"true or false is needed, not {value!r:.60}.")
