"""What the compiler knows at one place of an expression: how to compile a part, and which names are local there."""

import ast
from collections.abc import Callable
from itertools import count
from typing import Any

from baton.sandbox.budget import Frame

Closure = Callable[[Frame], Any]
Builder = Callable[[ast.expr, "Scope"], Closure]


class Scope:
    """Local names (of comprehensions) map to slots that are unique in the whole expression."""

    __slots__ = ("_builder", "_slots", "bound")

    def __init__(self, builder: Builder, bound: dict[str, int] | None = None, slots: "count[int] | None" = None) -> None:
        self._builder = builder
        self._slots = slots if slots is not None else count()
        self.bound = bound or {}

    def build(self, node: ast.expr) -> Closure:
        """The closure of a part of the expression."""
        return self._builder(node, self)

    def binding(self, names: list[str]) -> "Scope":
        """The scope inside a comprehension that binds ``names``."""
        return Scope(self._builder, {**self.bound, **{name: next(self._slots) for name in names}}, self._slots)
