"""The errors of this room and what a running expression sees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baton.engine.dmn.feel.values import Range


class NotFeel(Exception):
    """The text does not read as FEEL; it may still be a Python-style expression."""


class Unsupported(Exception):
    """The text is FEEL, but of a kind that is not evaluated here."""


class Given:
    """The variables, the clock and the input value that ``?`` stands for."""

    __slots__ = ("now", "tested", "variables")

    def __init__(self, variables: Mapping[str, Any], now: datetime, tested: Any = None) -> None:
        self.variables = variables
        self.now = now
        self.tested = tested


@dataclass(frozen=True)
class Part:
    """A compiled expression: ``literal`` parts have a fixed ``value``; a ``condition`` answers yes or no, and one that only says
    in which range of numbers the input value lies has it as ``limits``."""

    run: Callable[[Given], Any]
    literal: bool = False
    value: Any = None
    condition: bool = False
    mentions_input: bool = False
    limits: "Range | None" = None


INPUT_VALUE = Part(lambda given: given.tested, mentions_input=True)
"""``?``"""


def fixed(value: Any) -> Part:
    """A part that is always ``value``."""
    return Part(lambda given: value, literal=True, value=value)
