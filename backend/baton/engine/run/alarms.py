"""When the timers of an instance are due: the next one is found without looking at the others."""

from collections.abc import Iterator
from datetime import datetime
from heapq import heapify, heappop, heappush

FEW = 64


class Alarms:
    """The latest alarm of each task. Alarms of tasks that have stopped waiting may ring as well."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int]] = []
        self._at: dict[int, datetime] = {}

    def set(self, at: datetime, task_id: int) -> None:
        """Let a task's alarm ring at ``at`` and no more at any other time."""
        if self._at.get(task_id) == at:
            return
        self._at[task_id] = at
        heappush(self._heap, (at, task_id))
        if len(self._heap) > FEW and len(self._heap) > 2 * len(self._at):
            self._heap = [(at, task_id) for task_id, at in self._at.items()]
            heapify(self._heap)

    def stop(self, task_id: int) -> None:
        """A task waits for no timer any more."""
        self._at.pop(task_id, None)

    def rung(self, now: datetime) -> Iterator[tuple[datetime, int]]:
        """Take out whatever rings until ``now``, the earliest first."""
        while self._heap and self._heap[0][0] <= now:
            at, task_id = heappop(self._heap)
            if self._at.get(task_id) == at:
                del self._at[task_id]
                yield at, task_id
