"""Functions over lists, dictionaries and sets; every item they touch is paid for."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import Frame
from baton.sandbox.expressions.operators import add
from baton.sandbox.values import ordered

MAX_RANGE = 10_000


def items_of(frame: Frame, values: Any) -> Iterator[Any]:
    """The items of ``values`` one by one; a set gives them in an order that is the same in every process."""
    if isinstance(values, (set, frozenset)):
        values = ordered(values)
    elif not isinstance(values, Iterable):
        raise SandboxError(f"A list is needed here, not {'None' if values is None else 'a ' + type(values).__name__}.")
    for item in values:
        frame.spend(1)
        yield item


def length(frame: Frame, values: Any) -> int:
    """``len``"""
    return len(values)


def total(frame: Frame, values: Any, start: Any = 0) -> Any:
    """``sum``"""
    for item in items_of(frame, values):
        start = add(frame, start, item)
    return start


def ascending(frame: Frame, values: Any, reverse: bool = False) -> list[Any]:
    """``sorted``"""
    return sorted(_weighed(frame, list(items_of(frame, values))), reverse=reverse)


def _weighed(frame: Frame, values: list[Any]) -> list[Any]:
    frame.weigh(values)
    frame.spend(len(values))
    return values


def smallest(frame: Frame, *values: Any, **default: Any) -> Any:
    """``min``"""
    return min(_candidates(frame, values), **_default(default))


def largest(frame: Frame, *values: Any, **default: Any) -> Any:
    """``max``"""
    return max(_candidates(frame, values), **_default(default))


def _candidates(frame: Frame, values: tuple[Any, ...]) -> list[Any]:
    return _weighed(frame, list(items_of(frame, values[0] if len(values) == 1 else values)))


def _default(named: dict[str, Any]) -> dict[str, Any]:
    if set(named) - {"default"}:
        raise SandboxError("min() and max() take 'default' only.")
    return named


def counted(frame: Frame, *bounds: int) -> range:
    """``range``, at most 10,000 numbers."""
    numbers = range(*bounds)
    if len(numbers) > MAX_RANGE:
        raise SandboxError(f"range() gives at most {MAX_RANGE} numbers here.")
    return numbers


def numbered(frame: Frame, values: Any, start: int = 0) -> list[Any]:
    """``enumerate``"""
    return list(enumerate(items_of(frame, values), start))


def paired(frame: Frame, *lists: Any) -> list[Any]:
    """``zip``"""
    return list(zip(*(items_of(frame, values) for values in lists), strict=False))


def dictionary(frame: Frame, values: Any = (), **named: Any) -> dict[Any, Any]:
    """``dict``"""
    return dict(values if isinstance(values, dict) else items_of(frame, values), **named)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "len": length,
    "sum": total,
    "min": smallest,
    "max": largest,
    "sorted": ascending,
    "reversed": lambda frame, values: list(items_of(frame, values))[::-1],
    "any": lambda frame, values: any(items_of(frame, values)),
    "all": lambda frame, values: all(items_of(frame, values)),
    "list": lambda frame, values=(): list(items_of(frame, values)),
    "tuple": lambda frame, values=(): tuple(items_of(frame, values)),
    "set": lambda frame, values=(): set(items_of(frame, values)),
    "dict": dictionary,
    "range": counted,
    "enumerate": numbered,
    "zip": paired,
}
CONSUMERS = frozenset(FUNCTIONS) - {"len", "range"}
