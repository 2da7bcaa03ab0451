"""FEEL's values: their kinds, when two are equal, which is smaller, and arithmetic that is exact for money."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.feel.temporal import YearsMonths, difference, parsed, shifted

TEMPORAL = frozenset({"date", "time", "date and time", "days and time duration", "years and months duration"})
MAX_EXPONENT = 1_000


@dataclass(frozen=True)
class Range:
    """``[1..5]``, ``(1..5)``; an end that is None is open."""

    low: Any
    high: Any
    low_included: bool
    high_included: bool

    def contains(self, value: Any) -> bool:
        """Whether ``value`` lies inside."""
        if value is None:
            return False
        above = self.low is None or compared("<=" if self.low_included else "<", self.low, value)
        below = self.high is None or compared("<=" if self.high_included else "<", value, self.high)
        return bool(above and below)

    @property
    def is_of_numbers(self) -> bool:
        """Whether each end is a number or open."""
        return all(end is None or type(end) in NUMBERS for end in (self.low, self.high))

    def within(self, other: "Range") -> "Range":
        """What two ranges of numbers have in common; the ends cross when that is nothing."""
        low, low_included = max(_low(self), _low(other))
        high, high_included = min(_high(self), _high(other))
        return Range(
            None if low == -math.inf else low,
            None if high == math.inf else high,
            not low_included,
            bool(high_included),
        )


def _low(limits: Range) -> tuple[Any, bool]:
    """The lower end so that the narrower of two is the larger one."""
    return (-math.inf if limits.low is None else limits.low), not limits.low_included


def _high(limits: Range) -> tuple[Any, bool]:
    """The upper end so that the narrower of two is the smaller one."""
    return (math.inf if limits.high is None else limits.high), limits.high_included


KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "boolean"),
    ((int, float, Decimal), "number"),
    (str, "string"),
    (datetime, "date and time"),
    (date, "date"),
    (time, "time"),
    (timedelta, "days and time duration"),
    (YearsMonths, "years and months duration"),
    ((list, tuple), "list"),
    (dict, "context"),
    (Range, "range"),
)


EXACT = {int: "number", float: "number", str: "string", bool: "boolean", type(None): "null"}
NUMBERS = frozenset({int, float})


def kind(value: Any) -> str:
    """The FEEL name of a value's type."""
    exact = EXACT.get(type(value))
    if exact is not None:
        return exact
    for types, name in KINDS:
        if isinstance(value, types):
            return name
    raise DecisionError(f"A {type(value).__name__} cannot be used in a decision.")


def alike(left: Any, right: Any) -> tuple[Any, Any, bool]:
    """Both values, text read as a date where the other side is one, and whether their kinds fit."""
    one, other = kind(left), kind(right)
    if one == "string" and other in TEMPORAL:
        left, one = _read(other, left), other
    elif other == "string" and one in TEMPORAL:
        right, other = _read(one, right), one
    return left, right, one == other


def _read(wanted: str, text: str) -> Any:
    try:
        return parsed("duration" if "duration" in wanted else wanted, text)
    except ValueError:
        raise DecisionError(f"{text!r} is compared with a {wanted} but is none.") from None


def equal(left: Any, right: Any) -> bool:
    """Equality; values of different kinds differ."""
    if left is None or right is None:
        return left is right
    left, right, fit = alike(left, right)
    if not fit:
        return False
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(equal(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    return bool(left == right)


def compared(operator: str, left: Any, right: Any) -> bool | None:
    """``<``, ``<=``, ``>``, ``>=``; nothing when a side is null."""
    if left is None or right is None:
        return None
    fit = type(left) in NUMBERS and type(right) in NUMBERS
    if not fit:
        left, right, fit = alike(left, right)
    if not fit or isinstance(left, (bool, list, dict, Range)):
        raise DecisionError(f"A {kind(left)} ({left!r:.40}) cannot be compared with a {kind(right)} ({right!r:.40}).")
    try:
        if operator == "<":
            return bool(left < right)
        if operator == "<=":
            return bool(left <= right)
        return bool(left > right) if operator == ">" else bool(left >= right)
    except TypeError as problem:
        raise DecisionError(f"{left} and {right} cannot be compared: {problem}.") from None


def calculated(operator: str, left: Any, right: Any) -> Any:
    """``+ - * / **``; null when a side is null."""
    if left is None or right is None:
        return None
    one, other = kind(left), kind(right)
    if one == other == "number":
        return _number(operator, left, right)
    if operator == "+" and one == other == "string":
        return left + right
    if operator in "+-":
        try:
            moved = _moved(operator, left, right, one, other)
        except (TypeError, ValueError, OverflowError) as problem:
            raise DecisionError(f"{left} {operator} {right} cannot be calculated: {problem}.") from None
        if moved is not None:
            return moved
    raise DecisionError(f"{operator} does not work with a {one} and a {other}.")


def _moved(operator: str, left: Any, right: Any, one: str, other: str) -> Any:
    if one in ("date", "date and time") and other == "years and months duration":
        return shifted(left, right.months if operator == "+" else -right.months)
    if other == "days and time duration" and one in ("date", "date and time", other):
        return left + right if operator == "+" else left - right
    if operator == "-" and one == other and one in ("date", "date and time"):
        return difference(left, right)
    return None


def negative(value: Any) -> Any:
    """``-a``"""
    if isinstance(value, timedelta):
        return -value
    if isinstance(value, YearsMonths):
        return YearsMonths(-value.months)
    return calculated("*", value, -1)


def _number(operator: str, left: Any, right: Any) -> Any:
    whole = isinstance(left, int) and isinstance(right, int)
    a, b = decimal(left), decimal(right)
    try:
        if operator == "**":
            if abs(b) > MAX_EXPONENT:
                raise DecisionError("The exponent is too large.")
            value = a**b
        elif operator == "/":
            value = a / b
        else:
            value = a + b if operator == "+" else a - b if operator == "-" else a * b
    except ArithmeticError as problem:
        raise DecisionError(f"{left} {operator} {right} cannot be calculated ({type(problem).__name__}).") from None
    return number(value, whole)


def decimal(value: Any) -> Decimal:
    """The decimal number a person sees, not its binary neighbour."""
    try:
        return Decimal(repr(value) if isinstance(value, float) else value)
    except InvalidOperation:
        raise DecisionError(f"{value!r} is not a number.") from None


def number(value: Decimal, whole: bool = False) -> int | float:
    """A number as JSON stores it; whole where the operands were and the value is."""
    if not value.is_finite() or abs(value.adjusted()) > 300:
        raise DecisionError("The number is too large.")
    return int(value) if whole and value == value.to_integral_value() else float(value)


def storable(value: Any) -> Any:
    """The value as a process variable: dates, times and durations become ISO text."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        return f"{'-' if seconds < 0 else ''}PT{abs(seconds):.15g}S"
    if isinstance(value, YearsMonths):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    if isinstance(value, Range):
        raise DecisionError("A range cannot be stored.")
    return value
