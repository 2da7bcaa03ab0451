"""SpiffWorkflow lets all start events of a process compete, starts event sub-processes for errors unasked, and changes the shared
specification when an event sub-process is triggered. Here a process begins at the one start event that was asked for, and
every scope arms its event sub-processes when it begins."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import EventSubprocess
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.events.boundary import repetition
from baton.engine.repairs.joins.three_way import NOTHING, changes
from baton.engine.repairs.joins.writes import settle
from baton.engine.repairs.scopes.subprocess import take_over


def _predict_hook(self: Any, my_task: Any) -> None:
    chosen = getattr(my_task.workflow, "chosen", None)
    outputs = [my_task.workflow.spec.task_specs[chosen]] if chosen else self.outputs
    my_task._sync_children(outputs, TaskState.FUTURE)


def _complete_hook(self: Any, my_task: Any) -> None:
    self.completed_event.emit(my_task.workflow, my_task)
    for name in self.event_subprocesses:
        arm(my_task.workflow, self._wf_spec.task_specs[name])


def arm(workflow: Any, spec: Any, again: dict[str, Any] | None = None) -> None:
    """Let an event sub-process listen, ``again`` if it has listened before."""
    host = workflow.task_tree._add_child(spec, TaskState.FUTURE)
    host.triggered = True
    workflow.armed.add(host.id)
    workflow.top_workflow.again = again
    spec._update(host)
    workflow.top_workflow.again = None


def _begins(self: Any, my_task: Any) -> bool:
    """A process begins at the event that started it without waiting for it again; a sub-process begins at once."""
    return bool(my_task.workflow.chosen == self.name)


def _update_hook(self: Any, my_task: Any) -> bool:
    top = my_task.workflow.top_workflow
    if top.again and _is_armed(my_task.workflow):
        my_task.internal_data.update(top.again)
    ready: bool = super(StartEvent, self)._update_hook(my_task)
    return ready


def _is_armed(workflow: Any) -> bool:
    outer = workflow.parent_workflow
    return outer is not None and workflow.parent_task_id in outer.armed


def _run_hook(self: Any, my_task: Any) -> bool:
    workflow = my_task.workflow
    if not _is_armed(workflow):
        super(StartEvent, self)._run_hook(my_task)
        return True
    again = None if self.interrupting else repetition(self.event_definition, my_task)
    saw = _trigger(self, my_task)
    super(StartEvent, self)._run_hook(my_task)
    settle(my_task, changes(saw, my_task.data))
    if again is not None:
        outer = workflow.parent_workflow
        arm(outer, outer.tasks[workflow.parent_task_id].task_spec, again)
    return True


def _trigger(self: Any, my_task: Any) -> dict[str, Any]:
    """The event sub-process begins with what its scope holds; one that interrupts takes over what was written there."""
    workflow = my_task.workflow
    outer, top = workflow.parent_workflow, workflow.top_workflow
    host = outer.tasks[workflow.parent_task_id]
    saw: dict[str, Any]
    saw, wrote = top.held(outer)
    host.data, my_task.data = saw, dict(saw)
    settle(host, wrote if self.interrupting else NOTHING)
    outer.armed.discard(host.id)
    top.observe(host, TaskState.STARTED)
    if self.interrupting:
        outer.cancel_others(host)
    return saw


def _update_data(self: Any, my_task: Any, scope: Any) -> None:
    """What the event sub-process wrote; what it only saw is for those to tell who wrote it."""
    if not scope.spec.start_event.interrupting:
        my_task.data = my_task.parent.data
        settle(my_task, NOTHING)
    take_over(my_task, scope)


def install() -> None:
    """Put the repair in place."""
    BpmnStartTask.event_subprocesses = ()
    BpmnStartTask._predict_hook = _predict_hook
    BpmnStartTask._on_complete_hook = _complete_hook
    StartEvent.interrupting = True
    StartEvent.begins = _begins
    StartEvent._update_hook = _update_hook
    StartEvent._run_hook = _run_hook
    EventSubprocess.update_data = _update_data
