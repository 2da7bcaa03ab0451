"""SpiffWorkflow cancels finished chains recursively and simply removes the active children of a cancelled loop, so that their
timers, messages and sub-processes live on without them."""

from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.tasks.index import ACTIVE


def _cancel(self: Any) -> None:
    stack = [self]
    while stack:
        task = stack.pop()
        if task.has_state(TaskState.FINISHED_MASK):
            stack.extend(reversed(task.children))
            continue
        task._set_state(TaskState.CANCELLED)
        for child in task.children:
            if child._state & (ACTIVE | TaskState.FINISHED_MASK):
                stack.append(child)
            else:
                task.workflow._remove_task(child.id)
        task.task_spec._on_cancel(task)


def install() -> None:
    """Put the repair in place."""
    Task.cancel = _cancel
