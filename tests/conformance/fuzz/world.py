"""What is open and awaited in an interpreted model, and the answers of its conditions."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from conformance.fuzz.tokens import Token

Key = tuple[int, ...]


class Oracle:
    """Answers the conditions of a model: at random, but always the same answer to the same question."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def pick(self, name: str, context: Key) -> bool:
        return random.Random(f"{self.seed}/{name}/{context}").random() < 0.5


@dataclass(eq=False)
class Waiting:
    """An open task, or an event that is waited for."""

    element: str
    key: Key
    kind: str
    due: datetime | None
    happen: Callable[[], None]
    token: Token


class World:
    """What is open and awaited, in the order in which it began."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.oracle, self.now = Oracle(seed), now
        self.waiting: list[Waiting] = []
        self.values: Mapping[str, int] = {}
        self.writes = 0

    def add(self, waiting: Waiting) -> Waiting:
        self.waiting.append(waiting)
        return waiting

    def remove(self, waiting: Waiting) -> None:
        if waiting in self.waiting:
            self.waiting.remove(waiting)

    def catch_up(self) -> None:
        """Let what is due happen, the earliest first."""
        while due := [one for one in self.waiting if one.due is not None and one.due <= self.now]:
            earliest = min(one.due for one in due if one.due is not None)
            for one in due:
                if one.due == earliest and one in self.waiting:
                    one.happen()
