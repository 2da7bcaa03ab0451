"""How much one evaluation may do: every evaluation carries its own budget, so threads never share one."""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from baton.domain.ports.sandbox import SandboxError

MAX_STEPS = 200_000
MAX_SECONDS = 1.0
MAX_SIZE = 1_000_000
MAX_BITS = 4_096
CHECK_EVERY = 2_000


class Frame:
    """What one running expression sees (variables, local names of its comprehensions, the clock) and may still spend."""

    __slots__ = ("check_below", "deadline", "left", "locals", "names", "now")

    def __init__(self, names: Mapping[str, Any], now: datetime) -> None:
        self.names = names
        self.locals: dict[int, Any] = {}
        self.now = now
        self.left = MAX_STEPS
        self.check_below = MAX_STEPS - CHECK_EVERY
        self.deadline = 0.0

    def spend(self, steps: int) -> None:
        """Pay for work; counting steps is what decides, the processor time only catches what counting missed."""
        self.left -= steps
        if self.left < self.check_below:
            self._check()

    def _check(self) -> None:
        if self.left < 0:
            raise SandboxError(f"This takes more than {MAX_STEPS} steps; work on less data.")
        clock = time.thread_time()
        self.deadline = self.deadline or clock + MAX_SECONDS
        if clock > self.deadline:
            raise SandboxError(f"This takes longer than {MAX_SECONDS:g} s; work on less data.")
        self.check_below = self.left - CHECK_EVERY

    def sized(self, size: int) -> None:
        """Pay for a text or list of ``size`` before it is made."""
        if size > MAX_SIZE:
            raise SandboxError(f"The result would have {size} characters or items; at most {MAX_SIZE} are allowed.")
        self.spend(size // 8 + 1)

    def weigh(self, value: Any, depth: int = 0) -> None:
        """Pay for walking through a whole value, as comparing, sorting and printing do."""
        if isinstance(value, str):
            self.spend(len(value) // 64 + 1)
        elif isinstance(value, (list, tuple, set, frozenset, dict)):
            if depth > 100:
                raise SandboxError("The value is nested more than 100 levels deep.")
            self.spend(len(value) // 8 + 1)
            for item in value.values() if isinstance(value, dict) else value:
                if isinstance(item, (str, list, tuple, set, frozenset, dict)):
                    self.weigh(item, depth + 1)
