"""In SpiffWorkflow an exception in a script, condition or timer flies through the whole step: the task ends in an error state
that nothing leaves, half of its writes stay, and sibling branches stop in the middle. Here the task is put back to where it
stood, marked as failed, and everybody else goes on."""

from typing import Any

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.failure import CAUSED_BY_MODEL, FAILED
from baton.engine.repairs.tasks.index import activate


def _update(self: Any, my_task: Any) -> None:
    if FAILED in my_task.internal_data:
        return
    my_task.workflow.top_workflow.touch(my_task)
    if my_task.has_state(TaskState.PREDICTED_MASK):
        self._predict(my_task)
    elif not my_task._children and not my_task.has_state(TaskState.FINISHED_MASK):
        self._predict_hook(my_task)
    internal = dict(my_task.internal_data)
    try:
        ready = self._update_hook(my_task)
    except CAUSED_BY_MODEL as error:
        my_task.internal_data = internal
        my_task.workflow.top_workflow.fail(my_task, "enter", error)
        return
    if ready:
        my_task._ready()


def _run(self: Any) -> Any:
    data, internal = self.data, dict(self.internal_data)
    self.data = dict(data)
    try:
        result = self.task_spec._run_hook(self)
    except CAUSED_BY_MODEL as error:
        self.data, self.internal_data = data, internal
        self.workflow.top_workflow.fail(self, "run", error)
        return False
    if result is None:
        self._set_state(TaskState.STARTED)
    else:
        self.complete()
    return result


def _complete(self: Any) -> None:
    top, state = self.workflow.top_workflow, self._state
    data, internal, moved = self.data, dict(self.internal_data), len(top.moves)
    self.data = dict(data)
    self._set_state(TaskState.COMPLETED)
    try:
        self.task_spec._on_complete_hook(self)
    except CAUSED_BY_MODEL as error:
        self.data, self.internal_data = data, internal
        self._state = state
        activate(self)
        if self.task_spec.element is not None:
            del top.moves[moved]
        top.fail(self, "complete", error)
        return
    for child in self.children:
        if not child.has_state(TaskState.FINISHED_MASK):
            child.task_spec._update(child)
    self.workflow._task_completed_notify(self)


def install() -> None:
    """Put the repair in place."""
    TaskSpec._update = _update
    Task.run = _run
    Task.complete = _complete
