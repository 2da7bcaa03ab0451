"""Operators with a limit on what they may produce: no giant numbers, no giant texts, no ``%`` formatting."""

import ast
import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import MAX_BITS, Frame

Binary = Callable[[Frame, Any, Any], Any]
SEQUENCES = (str, list, tuple)
CONTAINERS = (list, tuple, dict, set, frozenset)
MAX_EXPONENT = 400
TOO_LARGE = "The number is too large; at most 1,200 digits are allowed."


def checked(value: Any) -> Any:
    """A number that later steps can still handle quickly."""
    if type(value) is int:
        if value.bit_length() > MAX_BITS:
            raise SandboxError(TOO_LARGE)
    elif isinstance(value, complex):
        raise SandboxError("The result is not a real number.")
    elif isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) > MAX_EXPONENT:
        raise SandboxError(TOO_LARGE)
    return value


def add(frame: Frame, left: Any, right: Any) -> Any:
    """``+``"""
    if isinstance(left, SEQUENCES) and isinstance(right, SEQUENCES):
        frame.sized(len(left) + len(right))
        return left + right  # type: ignore[operator]
    return checked(left + right)


def multiply(frame: Frame, left: Any, right: Any) -> Any:
    """``*``"""
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, SEQUENCES):
            if isinstance(times, int):
                frame.sized(len(sequence) * max(times, 0))
            return left * right
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > MAX_BITS + 1:
        raise SandboxError(TOO_LARGE)
    return checked(left * right)


def power(frame: Frame, left: Any, right: Any) -> Any:
    """``**``"""
    if isinstance(left, int) and isinstance(right, int) and abs(right) * max(left.bit_length(), 1) > MAX_BITS:
        raise SandboxError(TOO_LARGE)
    if isinstance(right, Decimal) and abs(right) > MAX_BITS:
        raise SandboxError(TOO_LARGE)
    frame.spend(10)
    return checked(left**right)


def modulo(frame: Frame, left: Any, right: Any) -> Any:
    """``%``, for numbers only."""
    if isinstance(left, str):
        raise SandboxError("Formatting with % is not allowed; use an f-string.")
    return checked(left % right)


def _free(function: Callable[[Any, Any], Any]) -> Binary:
    def apply(frame: Frame, left: Any, right: Any) -> Any:
        if isinstance(left, CONTAINERS):
            frame.sized(len(left))
        return checked(function(left, right))

    return apply


def _compared(function: Callable[[Any, Any], Any]) -> Binary:
    def apply(frame: Frame, left: Any, right: Any) -> Any:
        if isinstance(left, CONTAINERS) and isinstance(right, CONTAINERS):
            frame.weigh(left)
        return bool(function(left, right))

    return apply


def contains(frame: Frame, item: Any, container: Any) -> bool:
    """``in``"""
    if not isinstance(container, (str, list, tuple, dict, set, frozenset, range)):
        raise SandboxError(f"'in' needs a text, a list or a dictionary on its right side, not a {type(container).__name__}.")
    if isinstance(container, (str, list, tuple)):
        frame.weigh(container)
    return item in container


BINARY: dict[type[ast.operator], Binary] = {
    ast.Add: add,
    ast.Sub: _free(operator.sub),
    ast.Mult: multiply,
    ast.Div: _free(operator.truediv),
    ast.FloorDiv: _free(operator.floordiv),
    ast.Mod: modulo,
    ast.Pow: power,
    ast.BitOr: _free(operator.or_),
    ast.BitAnd: _free(operator.and_),
    ast.BitXor: _free(operator.xor),
}
COMPARE: dict[type[ast.cmpop], Binary] = {
    ast.Eq: _compared(operator.eq),
    ast.NotEq: _compared(operator.ne),
    ast.Lt: _compared(operator.lt),
    ast.LtE: _compared(operator.le),
    ast.Gt: _compared(operator.gt),
    ast.GtE: _compared(operator.ge),
    ast.Is: lambda frame, left, right: left is right,
    ast.IsNot: lambda frame, left, right: left is not right,
    ast.In: contains,
    ast.NotIn: lambda frame, item, container: not contains(frame, item, container),
}
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {ast.Not: operator.not_, ast.USub: operator.neg, ast.UAdd: operator.pos}
