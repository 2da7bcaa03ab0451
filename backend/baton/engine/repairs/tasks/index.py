"""SpiffWorkflow finds tasks by walking the whole tree and names them by random UUIDs: every step costs more than the one
before, the walk stops silently at depth 1000, and no replay has the same ids. Tasks get a counter of their instance as id,
each scope keeps the few tasks that are active, and each step those that it touched."""

from typing import Any

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

ACTIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED


def _initialise(
    self: Any, workflow: Any, task_spec: Any, parent: Any = None, state: int = TaskState.MAYBE, id: Any = None
) -> None:
    top = workflow.top_workflow
    if id is None:
        top.next_id = id = top.next_id + 1
    self.id = id
    self.workflow = workflow
    self.task_spec = task_spec
    self.triggered = False
    self.activity = None
    self.data = {}
    self.internal_data = {}
    self.last_state_change = 0.0
    self.thread_id = 0
    self._children = []
    self._state = state
    self._parent = None
    workflow.tasks[id] = self
    if parent is not None:
        self._parent = parent.id
        parent._children.append(id)
    if task_spec.indexed:
        workflow.by_spec.setdefault(task_spec.name, {})[id] = self
    if state & ACTIVE:
        activate(self)


def activate(task: Any) -> None:
    """Put a task among those of its scope that are active, and that are asked about variables."""
    task.workflow.active[task.id] = task.workflow.speaking[task.id] = task


def unsettle(task: Any) -> None:
    """Look at a waiting task again whenever nothing else moves."""
    scope = task.workflow
    scope.restless[task.id] = task
    scope.top_workflow.unsettled[scope.number] = scope


def _set_state(self: Any, value: int) -> None:
    old = self._state
    if value == old:
        return
    self._state = value
    workflow = self.workflow
    if value & ACTIVE:
        activate(self)
    elif old & ACTIVE:
        workflow.active.pop(self.id, None)
        workflow.speaking.pop(self.id, None)
    if self.task_spec.restless:
        if value == TaskState.WAITING:
            unsettle(self)
        else:
            workflow.restless.pop(self.id, None)
    workflow.top_workflow.observe(self, value)


def install() -> None:
    """Put the repair in place."""
    TaskSpec.indexed = False
    TaskSpec.restless = False
    TaskSpec.element = None
    TaskSpec.urgent = False
    TaskSpec.waits_in = 0
    Task.__init__ = _initialise
    Task._set_state = _set_state
