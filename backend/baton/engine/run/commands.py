"""What each command does to a running instance. Everything that can refuse does so before anything changes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.spiff.specs.event_definitions import ErrorEventDefinition
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition as SpiffMessage
from SpiffWorkflow.spiff.specs.event_definitions import SignalEventDefinition as SpiffSignal
from SpiffWorkflow.util.task import TaskState

from baton.domain.engine import (
    CompleteTask,
    DeliverMessage,
    DeliverSignal,
    FinishJob,
    FireTimers,
    Retry,
    Start,
    ThrowError,
)
from baton.domain.errors import Conflict
from baton.domain.incidents import FailureKind
from baton.domain.ports.sandbox import Sandbox
from baton.engine.model.compile import Model
from baton.engine.model.elements import ParkingServiceTask
from baton.engine.repairs.failure import FAILED
from baton.engine.run.correlation import carried, definitions, matches, subscribed
from baton.engine.run.data.values import plain
from baton.engine.run.scope import Root

_KINDS: dict[str, type] = {
    "none": NoneEventDefinition,
    "message": MessageEventDefinition,
    "signal": SignalEventDefinition,
    "timer": TimerEventDefinition,
    "conditional": ConditionalEventDefinition,
}


def start(model: Model, sandbox: Sandbox, command: Start, now: datetime) -> Root:
    """A new instance at the start event that the command names."""
    event = _start_event(model, command)
    root = Root(model, sandbox, now, chosen=event.name)
    tree = root.task_tree
    tree.data = plain(dict(command.variables))
    if command.kind in ("message", "signal"):
        first = tree.children[0]
        event.event_definition.catch(first, BpmnEvent(event.event_definition, plain(dict(command.payload))))
    tree.run()
    return root


def _start_event(model: Model, command: Start) -> Any:
    for event in model.spec.bpmn_start_events:
        definition = event.event_definition
        if not isinstance(definition, _KINDS.get(command.kind, ())):
            continue
        if command.name in (None, event.bpmn_id, getattr(definition, "name", None)):
            return event
    named = f" named {command.name}" if command.name else ""
    raise Conflict(f"The process {model.key} has no {command.kind} start event{named}.")


def find(root: Root, activity: str) -> Any:
    """The active task of an activity."""
    task = root.named.get(activity)
    if task is None:
        raise Conflict(f"The activity {activity} is not open.")
    return task


def complete_task(root: Root, command: CompleteTask) -> Callable[[], None]:
    """A person's values become variables, and the token goes on."""
    task = find(root, command.activity)
    stuck = task.internal_data.get(FAILED)
    if not task.task_spec.manual or task._state != TaskState.READY or stuck == "enter":
        raise Conflict(f"The activity {command.activity} is no open user task.")
    values = plain(dict(command.variables))

    def act() -> None:
        variable = getattr(task.task_spec, "variable", None)
        task.internal_data.pop(FAILED, None)
        task.data = {**task.data, **({variable: values} if variable else values)}
        task.run()

    return act


def _parked(root: Root, activity: str) -> Any:
    task = find(root, activity)
    if not isinstance(task.task_spec, ParkingServiceTask) or task._state != TaskState.STARTED:
        raise Conflict(f"The activity {activity} waits for no answer.")
    return task


def finish_job(root: Root, command: FinishJob) -> Callable[[], None]:
    """The answer lands in the result variable, and the token goes on."""
    task, result = _parked(root, command.activity), plain(command.result)
    return lambda: task.task_spec.finish(task, result)


def throw_error(root: Root, command: ThrowError) -> Callable[[], None]:
    """The nearest error boundary event catches the code, or the activity fails."""
    task = _parked(root, command.activity)

    def act() -> None:
        payload = {"code": command.code, "message": command.message}
        event = BpmnEvent(ErrorEventDefinition(command.code, code=command.code), payload=payload)
        if not root.event_manager.climb(event, task):
            message = command.message or f"nothing catches the error {command.code}"
            root.stop(task, "run", FailureKind.BPMN_ERROR, message)

    return act


def fire_timers(root: Root, command: FireTimers) -> Callable[[], None]:
    """Every timer that is due fires, the earliest first, see the step."""
    return lambda: fire_due(root)


def fire_due(root: Root) -> None:
    """Let the earliest timers that are due at the time of the step fire: what they lead to comes before anything later, so that a
    pause changes nothing but the hour."""
    looked_at: set[tuple[int, datetime]] = set()
    while not (root.queue or root.urgent):
        due_now = root.event_manager.overdue(root.now)
        first = due_now[0][0] if due_now else None
        found = [task for at, task in due_now if at == first and (task.id, at) not in looked_at]
        if first is None or not found:
            return
        looked_at.update((task.id, first) for task in found)
        for task in found:
            if task._state == TaskState.WAITING:
                task.task_spec._update(task)


def deliver_message(root: Root, command: DeliverMessage) -> Callable[[], None]:
    """One waiting activity takes the message."""
    payload = plain(dict(command.payload))
    event = BpmnEvent(SpiffMessage(command.name), payload)
    element = command.wait.rpartition("/")[0] or command.wait if command.wait else None
    for task in root.event_manager.waiting():
        if element is not None and root.name(task) != element:
            continue
        found = next((one for one in definitions(task.task_spec) if one == event.event_definition), None)
        if found is None:
            continue
        brought = plain(dict(command.correlation)) or carried(found.get_correlations(task, payload))
        if element is not None or matches(subscribed(task, command.name), brought):
            return lambda task=task: root.event_manager.deliver(task, event)  # type: ignore[misc]
    raise Conflict(f"Nothing waits for the message {command.name}.")


def deliver_signal(root: Root, command: DeliverSignal) -> Callable[[], None]:
    """Everybody who listens takes the signal."""
    event = BpmnEvent(SpiffSignal(command.name), plain(dict(command.payload)))
    found = [
        task for task in root.event_manager.waiting() if any(one == event.event_definition for one in definitions(task.task_spec))
    ]
    if not found:
        raise Conflict(f"Nothing waits for the signal {command.name}.")

    def act() -> None:
        for task in found:
            if task._state == TaskState.WAITING:
                root.event_manager.deliver(task, event)

    return act


def retry(root: Root, command: Retry) -> Callable[[], None]:
    """A failed activity is tried again; a service task whose call failed asks for it again."""
    task = find(root, command.activity)
    where = task.internal_data.get(FAILED)
    parked = isinstance(task.task_spec, ParkingServiceTask) and task._state == TaskState.STARTED
    if where is None and not parked:
        raise Conflict(f"The activity {command.activity} has not failed.")
    values = plain(dict(command.variables))

    def act() -> None:
        root.touch(task)
        task.internal_data.pop(FAILED, None)
        task.data = {**task.data, **values}
        if where == "enter":
            task.task_spec._update(task)
        elif where == "complete":
            task.complete()
        elif where != "open":
            task.run()

    return act
