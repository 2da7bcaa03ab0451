"""The FEEL functions that are evaluated here; any other name in front of a bracket is refused."""

import math
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from baton.domain.ports.decisions import DecisionError
from baton.engine.dmn.feel.temporal import parsed
from baton.engine.dmn.feel.values import calculated, compared, decimal, equal, number
from baton.engine.dmn.feel.words import Given


def _temporal(kind: str) -> Callable[..., Any]:
    def build(given: Given, *values: Any) -> Any:
        if any(value is None for value in values):
            return None
        try:
            if len(values) == 1 and isinstance(values[0], str):
                return parsed(kind, values[0])
            return _from_parts(kind, values)
        except (ValueError, TypeError, OverflowError) as problem:
            raise DecisionError(f"{kind}({', '.join(map(repr, values))}): {problem}.") from None

    return build


def _from_parts(kind: str, values: tuple[Any, ...]) -> Any:
    if kind == "date" and len(values) == 3:
        return date(*values)
    if kind == "date" and isinstance(values[0], date):
        return values[0].date() if isinstance(values[0], datetime) else values[0]
    if kind == "time" and len(values) == 3:
        return time(*values)
    if kind == "time" and isinstance(values[0], datetime):
        return values[0].timetz()
    if kind == "date and time" and len(values) == 2:
        return datetime.combine(*values)
    raise ValueError("these values do not fit")


def _items(values: tuple[Any, ...]) -> list[Any]:
    return list(values[0]) if len(values) == 1 and isinstance(values[0], (list, tuple)) else list(values)


def _best(operator: str) -> Callable[..., Any]:
    def pick(given: Given, *values: Any) -> Any:
        best = None
        for item in _items(values):
            if item is None:
                return None
            best = item if best is None or compared(operator, item, best) else best
        return best

    return pick


def _sum(given: Given, *values: Any) -> Any:
    items, total = _items(values), None
    for item in items:
        total = item if total is None else calculated("+", total, item)
    return total


def _mean(given: Given, *values: Any) -> Any:
    return calculated("/", _sum(given, *values), len(_items(values))) if _items(values) else None


def _round(rounding: str) -> Callable[..., Any]:
    def apply(given: Given, value: Any, digits: int = 0) -> Any:
        if value is None:
            return None
        if not -300 < digits < 300:
            raise DecisionError("At most 300 digits can be rounded to.")
        exact = decimal(value)
        if exact.adjusted() + digits > 25:
            return value
        return number(exact.quantize(Decimal(1).scaleb(-digits), rounding), whole=digits <= 0)

    return apply


def _text(function: Callable[..., Any]) -> Callable[..., Any]:
    def apply(given: Given, *values: Any) -> Any:
        if any(value is None for value in values):
            return None
        if not isinstance(values[0], str):
            raise DecisionError(f"A text is needed, not {values[0]!r}.")
        return function(*values)

    return apply


def _string(given: Given, value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        plain = decimal(value).normalize()
        return f"{plain:f}"
    if isinstance(value, (date, time)):
        return value.isoformat()
    raise DecisionError(f"string() does not take a {type(value).__name__}.")


def _numeric(function: Callable[[Any], Any]) -> Callable[..., Any]:
    def apply(given: Given, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise DecisionError(f"A number is needed, not {value!r}.")
        return function(value)

    return apply


def _not(given: Given, value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise DecisionError(f"not() needs true or false, not {value!r}.")
    return None if value is None else not value


def _substring(text: str, start: int, length: int | None = None) -> str:
    begin = start - 1 if start > 0 else len(text) + start
    return text[begin:] if length is None else text[begin : begin + length]


def _root(value: Any) -> float | None:
    return math.sqrt(value) if value >= 0 else None


def _all(given: Given, *values: Any) -> bool:
    return all(item is True for item in _items(values))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "not": _not,
    "date": _temporal("date"),
    "time": _temporal("time"),
    "date and time": _temporal("date and time"),
    "duration": _temporal("duration"),
    "now": lambda given: given.now,
    "today": lambda given: given.now.date(),
    "min": _best("<"),
    "max": _best(">"),
    "sum": _sum,
    "mean": _mean,
    "count": lambda given, *values: len(_items(values)),
    "list contains": lambda given, values, item: any(equal(item, other) for other in values or []),
    "all": _all,
    "any": lambda given, *values: any(item is True for item in _items(values)),
    "floor": _numeric(math.floor),
    "ceiling": _numeric(math.ceil),
    "abs": _numeric(abs),
    "sqrt": _numeric(_root),
    "decimal": _round(ROUND_HALF_EVEN),
    "round half up": _round(ROUND_HALF_UP),
    "round half even": _round(ROUND_HALF_EVEN),
    "modulo": lambda given, left, right: left - right * math.floor(left / right) if right else None,
    "string": _string,
    "string length": _text(len),
    "upper case": _text(str.upper),
    "lower case": _text(str.lower),
    "contains": _text(lambda text, part: part in text),
    "starts with": _text(str.startswith),
    "ends with": _text(str.endswith),
    "substring": _text(_substring),
}
