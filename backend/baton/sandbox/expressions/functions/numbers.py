"""Functions over numbers; ``round`` rounds halves away from zero, as invoices do."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import Frame
from baton.sandbox.expressions.formatting import text_of
from baton.sandbox.expressions.operators import TOO_LARGE, checked, power

MAX_DIGITS = 1_000


def whole(frame: Frame, value: Any = 0, base: int | None = None) -> int:
    """``int``"""
    if isinstance(value, str) and len(value) > MAX_DIGITS:
        raise SandboxError(TOO_LARGE)
    frame.spend(1)
    return int(checked(value)) if base is None else int(value, base)


def half_up(frame: Frame, value: Any, digits: int | None = None) -> Any:
    """``round``: 2.5 becomes 3, 2.675 to two digits becomes 2.68."""
    if not isinstance(value, (int, float, Decimal)) or (isinstance(value, float) and not math.isfinite(value)):
        raise SandboxError("round() needs a number.")
    if abs(digits or 0) > 100:
        raise SandboxError("round() takes at most 100 digits.")
    exact = checked(value) if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else int(value))
    if digits is None:
        return int(exact.to_integral_value(ROUND_HALF_UP))
    if exact and exact.adjusted() + digits > 25:
        return value
    rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return rounded if isinstance(value, Decimal) else type(value)(rounded)


def exact_number(frame: Frame, value: Any = 0) -> Decimal:
    """``Decimal``"""
    if isinstance(value, str) and len(value) > MAX_DIGITS:
        raise SandboxError(TOO_LARGE)
    return Decimal(checked(Decimal(value)))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "int": whole,
    "float": lambda frame, value=0.0: float(value),
    "bool": lambda frame, value=False: bool(value),
    "str": lambda frame, value="": text_of(frame, value),
    "abs": lambda frame, value: abs(value),
    "round": half_up,
    "pow": lambda frame, base, exponent: power(frame, base, exponent),
    "divmod": lambda frame, left, right: divmod(left, right),
    "Decimal": exact_number,
    "math.floor": lambda frame, value: math.floor(checked(value)),
    "math.ceil": lambda frame, value: math.ceil(checked(value)),
    "math.sqrt": lambda frame, value: math.sqrt(value),
}
CONSTANTS = {"math.pi": math.pi, "math.e": math.e}
