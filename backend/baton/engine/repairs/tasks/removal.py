"""SpiffWorkflow removes a branch recursively, which breaks on long ones, and forgets the waiting events and sub-processes
below it."""

from typing import Any

from SpiffWorkflow.workflow import Workflow


def _remove(self: Any, task_id: int) -> None:
    parent = self.tasks[task_id].parent
    if parent is not None:
        parent._children.remove(task_id)
    stack = [task_id]
    while stack:
        task = self.tasks.pop(stack.pop())
        stack.extend(task._children)
        forget(self, task)


def forget(workflow: Any, task: Any) -> None:
    """Drop a task from every index of its scope."""
    if workflow.active.pop(task.id, None) is not None:
        workflow.top_workflow.touch(task)
    workflow.speaking.pop(task.id, None)
    workflow.resting.pop(task.id, None)
    workflow.restless.pop(task.id, None)
    if task.task_spec.indexed:
        workflow.by_spec.get(task.task_spec.name, {}).pop(task.id, None)
    top = workflow.top_workflow
    top.event_manager.remove_task(task)
    scope = top.subprocesses.pop(task.id, None)
    for inner in scope.active.values() if scope is not None else ():
        top.touch(inner)


def install() -> None:
    """Put the repair in place."""
    Workflow._remove_task = _remove
