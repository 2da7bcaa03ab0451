"""All functions and constants by their dotted name, and the types ``isinstance`` knows."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from baton.sandbox.expressions.functions import collections, moments, numbers

FUNCTIONS: dict[str, Callable[..., Any]] = {**collections.FUNCTIONS, **numbers.FUNCTIONS, **moments.FUNCTIONS}
CONSTANTS: dict[str, Any] = {**numbers.CONSTANTS, **moments.CONSTANTS}
TYPES: dict[str, type] = {
    **{kind.__name__: kind for kind in (str, int, float, bool, list, dict, tuple, set)},
    **{kind.__name__: kind for kind in (date, datetime, time, timedelta, Decimal)},
}
ROOTS = frozenset(name.split(".")[0] for name in (*FUNCTIONS, *CONSTANTS, *TYPES)) | {"isinstance"}
