"""SpiffWorkflow's joins count arrivals of earlier loop passes as well, so that a join inside a rework loop fires early or
crashes; and they copy each branch's stale data over the others' updates. Here a join counts the tokens that no firing has
consumed yet, and merges what each branch changed since the split, in the order of the incoming flows."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.joins.three_way import common_ancestor, merged

REACHED = TaskState.WAITING | TaskState.READY | TaskState.CANCELLED
CONSUMED = "consumed"


def tokens(my_task: Any) -> list[Any]:
    """The tasks of this join that a token has reached and no firing has consumed."""
    return [
        task
        for task in my_task.workflow.by_spec.get(my_task.task_spec.name, {}).values()
        if CONSUMED not in task.internal_data and (task is my_task or _reached(task))
    ]


def _reached(task: Any) -> bool:
    return task.has_state(REACHED) and task.parent is not None and task.parent._state == TaskState.COMPLETED


def consume(my_task: Any) -> None:
    """Merge the data of all tokens into the firing task and take the tokens away."""
    arrived = tokens(my_task)
    parents = [task.parent for task in arrived if task.parent is not None]
    if len(parents) > 1:
        base = common_ancestor(parents).data
        order = {name: position for position, name in enumerate(my_task.task_spec._inputs)}
        data = dict(base)
        for parent in sorted(parents, key=lambda task: (order.get(task.task_spec.name, 0), task.id)):
            data = merged(base, data, parent.data)
        my_task.data = data
    for task in arrived:
        task.internal_data[CONSUMED] = True


def _update_hook(self: Any, my_task: Any) -> bool:
    fires: bool = self._check_threshold_unstructured(my_task)
    for task in list(my_task.workflow.by_spec.get(self.name, {}).values()):
        if task is not my_task and task._state == TaskState.WAITING and task.id != my_task.id:
            task.cancel()
    if fires:
        my_task._inherit_data()
    else:
        my_task._set_state(TaskState.WAITING)
    return fires


def _run_hook(self: Any, my_task: Any) -> bool:
    consume(my_task)
    return True


def _end_threshold(self: Any, my_task: Any) -> bool:
    workflow = my_task.workflow
    return not any(task is not my_task and task.id not in workflow.armed for task in workflow.active.values())


def install() -> None:
    """Put the repair in place."""
    UnstructuredJoin.indexed = True
    UnstructuredJoin._update_hook = _update_hook
    UnstructuredJoin._run_hook = _run_hook
    _EndJoin.restless = True
    _EndJoin._check_threshold_unstructured = _end_threshold
    _EndJoin._run_hook = _run_hook
