"""What an instance waits for: rows for timers, messages, signals and conditions."""

from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from baton.domain.waits import CONDITION, MESSAGE, SIGNAL, TIMER, Wait
from baton.engine.repairs.events.gateway import TIMERS, FirstEventGateway
from baton.engine.repairs.events.timers import due
from baton.engine.run.correlation import subscribed
from baton.engine.run.scope import Root


def waits(root: Root) -> dict[str, Wait]:
    """Every armed wait by its key."""
    found: dict[str, Wait] = {}
    for task in root.event_manager.waiting():
        activity = root.name(task)
        if isinstance(task.task_spec, FirstEventGateway):
            for index, definition in enumerate(task.task_spec.definitions):
                element_id = task.task_spec._outputs[index]
                at = task.internal_data.get(TIMERS, {}).get(str(index))
                _add(found, task, definition, (f"{activity}/{element_id}", activity, element_id), _time(at))
        else:
            element = task.task_spec.around
            element_id = element.id if element is not None else task.task_spec.name
            _add(found, task, task.task_spec.event_definition, (activity, activity, element_id), due(task))
    return found


def _time(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None


def _add(found: dict[str, Wait], task: Any, definition: Any, place: tuple[str, str, str], at: datetime | None) -> None:
    key, activity, element_id = place
    if isinstance(definition, TimerEventDefinition):
        if at is not None:
            found[key] = Wait(key, activity, element_id, TIMER, due_at=at)
    elif isinstance(definition, MessageEventDefinition):
        found[key] = Wait(key, activity, element_id, MESSAGE, definition.name, correlation=subscribed(task, definition.name))
    elif isinstance(definition, SignalEventDefinition):
        found[key] = Wait(key, activity, element_id, SIGNAL, definition.name)
    elif isinstance(definition, ConditionalEventDefinition):
        found[key] = Wait(key, activity, element_id, CONDITION)
