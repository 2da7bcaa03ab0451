"""Whether a user task opens because something was passed up: time ran out, or an escalation was thrown, and nobody worked since."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import EscalationEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent, IntermediateCatchEvent
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.util.task import TaskState

from baton.domain.engine import Escalated


def escalated(task: Any) -> Escalated | None:
    """The event that passed the work up to this task, or nothing."""
    for before in _before(task):
        spec = before.task_spec
        definition = getattr(spec, "event_definition", None)
        passes_up = isinstance(spec, BoundaryEvent) or (
            isinstance(spec, StartEvent) and before.workflow.parent_task_id is not None
        )
        if passes_up and isinstance(definition, (EscalationEventDefinition, TimerEventDefinition)):
            return Escalated(isinstance(definition, TimerEventDefinition), _why(spec, definition))
        if spec.manual or isinstance(spec, (BoundaryEvent, IntermediateCatchEvent)):
            return None
    return None


def _before(task: Any) -> Iterator[Any]:
    """What led here, the latest first, through the sub-processes around it."""
    at = task
    while at is not None:
        parent = at.parent
        if parent is None:
            parent = getattr(at.workflow, "host", None)
        at = parent
        if at is not None and at._state == TaskState.COMPLETED:
            yield at


def _why(spec: Any, definition: Any) -> str:
    """What the designer wrote at the event; else how the escalation is called."""
    element = getattr(spec, "around", None)
    written = element.outline.name if element is not None and element.outline.name != element.id else ""
    return written or (getattr(definition, "name", None) or "" if isinstance(definition, EscalationEventDefinition) else "")
