"""What an activity waits for: rows for timers, messages, signals and conditions."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent

from baton.domain.waits import CONDITION, MESSAGE, SIGNAL, TIMER, Wait
from baton.engine.repairs.events.gateway import TIMERS, FirstEventGateway
from baton.engine.repairs.events.timers import due
from baton.engine.run.correlation import subscribed


class Place(NamedTuple):
    """One event that a task may wait for, under the key of its wait."""

    key: str
    activity: str
    element_id: str
    definition: Any
    at: datetime | None


def waits(task: Any) -> dict[str, Wait]:
    """Every armed wait of a task by its key."""
    if not task.workflow.top_workflow.event_manager.is_waiting(task):
        return {}
    found = ((place.key, _wait(task, place)) for place in places(task))
    return {key: wait for key, wait in found if wait is not None}


def places(task: Any) -> Iterator[Place]:
    """Whatever a task of this element may wait for."""
    spec = task.task_spec
    if isinstance(spec, FirstEventGateway):
        activity, timers = task.workflow.top_workflow.name(task), task.internal_data.get(TIMERS, {})
        for index, definition in enumerate(spec.definitions):
            at = timers.get(str(index))
            element_id = spec._outputs[index]
            yield Place(f"{activity}/{element_id}", activity, element_id, definition, datetime.fromisoformat(at) if at else None)
    elif isinstance(spec, CatchingEvent):
        activity = task.workflow.top_workflow.name(task)
        yield Place(
            activity, activity, spec.around.id if spec.around is not None else spec.name, spec.event_definition, due(task)
        )


def _wait(task: Any, place: Place) -> Wait | None:
    key, activity, element_id, definition, at = place
    if isinstance(definition, TimerEventDefinition):
        return None if at is None else Wait(key, activity, element_id, TIMER, due_at=at)
    if isinstance(definition, MessageEventDefinition):
        return Wait(key, activity, element_id, MESSAGE, definition.name, correlation=subscribed(task, definition.name))
    if isinstance(definition, SignalEventDefinition):
        return Wait(key, activity, element_id, SIGNAL, definition.name)
    return Wait(key, activity, element_id, CONDITION) if isinstance(definition, ConditionalEventDefinition) else None
