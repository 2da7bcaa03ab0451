"""Values as they are stored: plain JSON, copied, so that nothing is shared between variables, steps or threads."""

import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from baton.domain.ports.sandbox import SandboxError

MAX_DEPTH = 100
SCALARS = frozenset({str, int, bool, type(None)})


def ordered(items: Iterable[Any]) -> list[Any]:
    """The members of a set in an order that is the same in every process."""
    return sorted(items, key=lambda item: (type(item).__name__, str(item)))


def duration_text(value: timedelta) -> str:
    """An ISO 8601 duration: ``PT90S``, ``-PT0.5S``."""
    seconds = abs(value.total_seconds())
    return f"{'-' if value < timedelta() else ''}PT{seconds:.15g}S"


def scalar(value: Any) -> Any:
    """A single value as JSON knows it: dates and times as ISO text, ``Decimal`` as a number, durations as ISO text."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise SandboxError("A number must be finite to be stored; this one is infinite or not a number.")
        return value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return scalar(float(value))
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, (str, int)):
        return value
    raise SandboxError(f"A {type(value).__name__} cannot be stored; use text, numbers, lists and dictionaries.")


def plain(value: Any, depth: int = 0) -> Any:
    """A copy of ``value`` made of JSON values only; keys become text, tuples and sets become lists."""
    if type(value) in SCALARS:
        return value
    if depth > MAX_DEPTH:
        raise SandboxError(f"The value is nested more than {MAX_DEPTH} levels deep.")
    if isinstance(value, dict):
        return {key if type(key) is str else key_text(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple, range)):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, (set, frozenset)):
        return [plain(item, depth + 1) for item in ordered(value)]
    return scalar(value)


def key_text(key: Any) -> str:
    """The text JSON makes of a key that is not text."""
    if key is None or isinstance(key, bool):
        return {None: "null", True: "true", False: "false"}[key]
    if isinstance(key, (int, float, str)):
        return str(key)
    raise SandboxError(f"A key of a dictionary must be text; this one is a {type(key).__name__}.")


def own_copy(value: Any, depth: int = 0) -> Any:
    """A copy of lists and dictionaries (nothing shared, not even inside one value); other values stay what they are."""
    kind = type(value)
    if kind in SCALARS:
        return value
    if depth > MAX_DEPTH:
        raise SandboxError(f"The value is nested more than {MAX_DEPTH} levels deep.")
    if isinstance(value, dict):
        return {key: own_copy(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, range)):
        return [own_copy(item, depth + 1) for item in value]
    if isinstance(value, tuple):
        return tuple(own_copy(item, depth + 1) for item in value)
    if isinstance(value, (set, frozenset)):
        return ordered(value)
    return value
