"""SpiffWorkflow starts what is inside of a sub-process before the sub-process itself has begun, copies all data deeply, and
leaves cancelled content behind."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import CallActivity, SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.joins.three_way import merged
from baton.engine.repairs.joins.writes import add, since


def _update_hook(self: Any, my_task: Any) -> bool:
    scope = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
    if scope is not None:
        return bool(scope.completed)
    super(SubWorkflowTask, self)._update_hook(my_task)
    my_task._set_state(TaskState.STARTED)
    self.start_workflow(my_task)
    return False


def _start(self: Any, my_task: Any) -> None:
    scope = my_task.workflow.top_workflow.create_subprocess(my_task, self.spec)
    scope.completed_event.connect(self._on_subworkflow_completed, my_task)
    self.copy_data(my_task, scope)
    scope.task_tree.run()


def _copy_data(self: Any, my_task: Any, scope: Any) -> None:
    scope.task_tree.data.update(my_task.data)


def take_over(host: Any, scope: Any) -> None:
    """Everything that was written inside of a scope becomes a variable of whoever it ran in."""
    wrote = since(scope.task_tree, scope.last_task)
    host.data = merged(host.data, scope.last_task.data, wrote)
    add(host, wrote)


def _update_data(self: Any, my_task: Any, scope: Any) -> None:
    take_over(my_task, scope)


def _on_cancel(self: Any, my_task: Any) -> None:
    scope = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
    if scope is not None:
        scope.cancel()


def _end_of(self: Any, my_task: Any, scope: Any) -> None:
    if self._takes_everything(scope):
        take_over(my_task, scope)
    else:
        my_task.data = dict(my_task.data)
        for variable in scope.spec.io_specification.data_outputs:
            variable.set(my_task, variable.get(scope.last_task))


def _takes_everything(self: Any, scope: Any) -> bool:
    io = scope.spec.io_specification
    return io is None or not io.data_outputs


def _copy_inputs(self: Any, my_task: Any, scope: Any) -> None:
    io = scope.spec.io_specification
    if io is None or not io.data_inputs:
        scope.task_tree.data.update(my_task.data)
        return
    for variable in io.data_inputs:
        if not variable.exists(my_task):
            raise KeyError(f"the called process needs the variable {variable.bpmn_id}")
        variable.set(scope.task_tree, variable.get(my_task))


def install() -> None:
    """Put the repair in place."""
    SubWorkflowTask._update_hook = _update_hook
    SubWorkflowTask._on_cancel = _on_cancel
    SubWorkflowTask.start_workflow = _start
    SubWorkflowTask.copy_data = _copy_data
    SubWorkflowTask.update_data = _update_data
    CallActivity.copy_data = _copy_inputs
    CallActivity.update_data = _end_of
    CallActivity._takes_everything = _takes_everything
