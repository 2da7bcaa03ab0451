"""Variables are JSON and nothing else, so that an instance read from a snapshot is the instance that was written."""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

LARGEST = 2**63 - 1


def plain(value: Any) -> Any:
    """``value`` as JSON: sets become sorted lists, points in time become ISO text, decimals become numbers.
    Raises ``ValueError`` for what JSON cannot hold."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is int:
        return _whole(value)
    if kind is dict:
        return {name if type(name) is str else str(name): plain(item) for name, item in value.items()}
    if kind is list or kind is tuple:
        return [plain(item) for item in value]
    return _other(value)


def _whole(value: int) -> int:
    if not -LARGEST <= value <= LARGEST:
        raise ValueError("a whole number with more than 18 digits cannot be stored; make it a text")
    return value


def _other(value: Any) -> Any:
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, (float, Decimal)):
        return _number(value)
    if isinstance(value, Mapping):
        return plain(dict(value))
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"PT{value.total_seconds():g}S"
    raise ValueError(f"a value of type {type(value).__name__} cannot be stored as a variable")


def _number(value: float | Decimal) -> float | int:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("a number that is infinite or undefined cannot be stored")
    return number
