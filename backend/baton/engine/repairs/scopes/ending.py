"""SpiffWorkflow ends a process by walking the whole tree, and a process that a terminate event ends keeps its last join alive."""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.simple import CancelEventDefinition, TerminateEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.end_event import EndEvent
from SpiffWorkflow.util.task import TaskState


def _complete_hook(self: Any, my_task: Any) -> None:
    super(EndEvent, self)._on_complete_hook(my_task)
    if isinstance(self.event_definition, (TerminateEventDefinition, CancelEventDefinition)):
        for child in my_task.children:
            if not child.has_state(TaskState.FINISHED_MASK):
                my_task.workflow._remove_task(child.id)
        my_task.workflow.cancel()


def install() -> None:
    """Put the repair in place."""
    EndEvent._on_complete_hook = _complete_hook
