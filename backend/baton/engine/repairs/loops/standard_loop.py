"""SpiffWorkflow's standard loop loses elements of lists between two passes, because it merges them item by item, and remembers
the id of every pass. Here a pass ends with exactly the data it left, and passes are counted."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import StandardLoopTask
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.joins.writes import add, written

PASSES = "passes"


def _update_hook(self: Any, my_task: Any) -> bool:
    super(StandardLoopTask, self)._update_hook(my_task)
    my_task.internal_data[PASSES] = 0
    if self.test_before and self.loop_complete(my_task):
        return True
    my_task._set_state(TaskState.STARTED)
    self.create_child(my_task)
    return False


def _create_child(self: Any, my_task: Any) -> None:
    child = my_task._add_child(my_task.workflow.spec.task_specs[self.task_spec], TaskState.FUTURE)
    child.triggered = True
    child.data = dict(my_task.data)
    child.task_spec._update(child)


def _merge_child(self: Any, workflow: Any, child: Any) -> None:
    my_task = child.parent
    before, passes, wrote = my_task.data, my_task.internal_data[PASSES], written(child)
    my_task.data = dict(child.data)
    my_task.internal_data[PASSES] = passes + 1
    try:
        over = self.loop_complete(my_task)
    except Exception:
        my_task.data, my_task.internal_data[PASSES] = before, passes
        raise
    add(my_task, wrote)
    if over:
        my_task._set_state(TaskState.READY)
    else:
        self.create_child(my_task)


def _loop_complete(self: Any, my_task: Any) -> bool:
    if self.maximum is not None and my_task.internal_data[PASSES] >= self.maximum:
        return True
    return self.condition is not None and not my_task.workflow.script_engine.evaluate(my_task, self.condition)


def install() -> None:
    """Put the repair in place."""
    StandardLoopTask._update_hook = _update_hook
    StandardLoopTask.create_child = _create_child
    StandardLoopTask.merge_child = _merge_child
    StandardLoopTask.loop_complete = _loop_complete
