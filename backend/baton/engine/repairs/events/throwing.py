"""SpiffWorkflow throws errors and escalations without saying where, so that any boundary event of the instance may catch them,
and a message that names no payload carries nothing that says who sent it. Here the thrower is known to whoever routes."""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import ThrowingEvent


def _run_hook(self: Any, my_task: Any) -> bool:
    super(ThrowingEvent, self)._run_hook(my_task)
    if not isinstance(self.event_definition, TerminateEventDefinition):
        top = my_task.workflow.top_workflow
        top.thrower = my_task
        self.event_definition.throw(my_task)
    return True


def install() -> None:
    """Put the repair in place."""
    ThrowingEvent._run_hook = _run_hook
