"""SpiffWorkflow drops the payload of a message or signal that names no variable, runs the pre-script of a receive task on every
look at it, and searches the tree for events to reset."""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition, SpiffItemAwareEventDefinition
from SpiffWorkflow.util.task import TaskState

from baton.domain.ports.sandbox import SandboxError

ENTERED = "entered"


def _update_hook(self: Any, my_task: Any) -> bool:
    if ENTERED not in my_task.internal_data:
        super(CatchingEvent, self)._update_hook(my_task)
        my_task.internal_data[ENTERED] = True
    definition = self.event_definition
    if isinstance(definition, NoneEventDefinition) or self.begins(my_task):
        my_task.internal_data["event_fired"] = True
    definition.update_task(my_task)
    if definition.has_fired(my_task):
        return True
    my_task._set_state(TaskState.WAITING)
    my_task.workflow.top_workflow.event_manager.add_task(my_task)
    return False


def _begins(self: Any, my_task: Any) -> bool:
    return False


def _run_hook(self: Any, my_task: Any) -> bool:
    self.event_definition.update_task_data(my_task)
    self.event_definition.reset(my_task)
    for key in ("event_value", "cycle", ENTERED, "event_fired"):
        my_task.internal_data.pop(key, None)
    return True


def _on_cancel(self: Any, my_task: Any) -> None:
    my_task.workflow.top_workflow.event_manager.remove_task(my_task)


def _take_payload(self: Any, my_task: Any) -> None:
    payload = my_task.internal_data.pop(self.name, None)
    variable = getattr(self, "message_var", None) or getattr(self, "variable", None)
    if variable:
        my_task.data[variable] = payload
    elif isinstance(payload, dict):
        my_task.data.update(payload)


def _correlations(self: Any, my_task: Any, payload: Any) -> dict[str, Any]:
    """The values a payload brings, by key and property; a property that cannot be read from it is absent."""
    found: dict[str, Any] = {}
    if isinstance(payload, dict):
        for entry in self.correlation_properties:
            try:
                value = my_task.workflow.script_engine.environment.evaluate(entry.retrieval_expression, payload)
            except (SandboxError, ValueError):
                continue
            for key in entry.correlation_keys:
                found.setdefault(key, {})[entry.name] = value
    return found


def install() -> None:
    """Put the repair in place."""
    CatchingEvent.begins = _begins
    CatchingEvent._update_hook = _update_hook
    CatchingEvent._run_hook = _run_hook
    CatchingEvent._on_cancel = _on_cancel
    CatchingEvent._predict_hook = TaskSpec._predict_hook
    MessageEventDefinition.update_task_data = _take_payload
    MessageEventDefinition.get_correlations = _correlations
    SpiffItemAwareEventDefinition.update_task_data = _take_payload
