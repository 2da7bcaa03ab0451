"""Instances of a multi-instance activity that have nothing to say about variables: of thousands that wait side by side, a step
asks only those that a step touched and that hold something of their own since."""

from heapq import heappop, heappush
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask

from baton.engine.run.data.variables import collects, items, written_by

FEW = 64


class Resting:
    """The ids of the resting instances of one activity, and the newest of them."""

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._heap: list[int] = []

    def add(self, task_id: int) -> None:
        """An instance rests."""
        self._ids.add(task_id)
        heappush(self._heap, -task_id)
        if len(self._heap) > FEW + 2 * len(self._ids):
            self._heap = [-one for one in sorted(self._ids, reverse=True)]

    def wake(self, task_id: int) -> bool:
        """An instance may have something to say from now on; whether it rested."""
        if task_id not in self._ids:
            return False
        self._ids.remove(task_id)
        return True

    def newest(self) -> int:
        """The id of the newest, 0 without any."""
        while self._heap and -self._heap[0] not in self._ids:
            heappop(self._heap)
        return -self._heap[0] if self._heap else 0


def rest(top: Any, task: Any) -> None:
    """Do not ask an instance any more, until a step touches it, if it could add nothing to what its activity holds."""
    scope = task.workflow
    host = scope.tasks.get(task._parent)
    if host is None or task.id not in scope.speaking or not isinstance(host.task_spec, MultiInstanceTask):
        return
    if collects(host.task_spec) or _adds_nothing(top, task, host):
        scope.resting.setdefault(host.id, Resting()).add(task.id)
        del scope.speaking[task.id]


def _adds_nothing(top: Any, task: Any, host: Any) -> bool:
    base, given = task.workflow.tasks[host._parent].data, items(host.task_spec)
    if not given.isdisjoint(base) or not given.isdisjoint(host.data):
        return False
    return written_by(top, task).keys() <= given
