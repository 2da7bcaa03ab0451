"""Who hears what is thrown: errors and escalations climb from scope to scope, a message has one receiver, a signal has all."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition, EscalationEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import CancelEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from baton.domain.engine import Thrown
from baton.domain.incidents import FailureKind
from baton.engine.repairs.events.gateway import earliest
from baton.engine.repairs.failure import FAILED, ActivityFailed
from baton.engine.run.alarms import Alarms
from baton.engine.run.correlation import carried, definitions, matches, subscribed


class Router:
    """The waiting events of an instance, and the way of an event to them."""

    def __init__(self, top: Any) -> None:
        self.top = top
        self.tasks: dict[int, Any] = {}
        self.alarms = Alarms()

    def add_task(self, my_task: Any) -> None:
        """A task waits for an event."""
        self.tasks[my_task.id] = my_task
        at = earliest(my_task)
        if at is not None:
            self.alarms.set(at, my_task.id)

    def remove_task(self, my_task: Any) -> None:
        """A task does not wait any more."""
        self.tasks.pop(my_task.id, None)
        self.alarms.stop(my_task.id)

    def is_waiting(self, task: Any) -> bool:
        """Whether a task waits for an event and has not failed."""
        return task.id in self.tasks and task._state == TaskState.WAITING and FAILED not in task.internal_data

    def waiting(self) -> list[Any]:
        """The tasks that wait and have not failed, in the order in which they began."""
        found = [task for task in self.tasks.values() if self.is_waiting(task)]
        return sorted(found, key=lambda task: task.id)

    def overdue(self, now: datetime) -> list[tuple[datetime, Any]]:
        """The waiting tasks with a timer that is due at ``now``, and since when, the earliest first."""
        found = [(at, self.tasks[task_id]) for at, task_id in self.alarms.rung(now) if task_id in self.tasks]
        due = [(at, task) for at, task in found if self.is_waiting(task) and earliest(task) == at]
        for at, task in due:
            self.alarms.set(at, task.id)  # until it has fired
        return due

    def listeners(self, event: Any) -> list[Any]:
        """Who waits for ``event``, wherever in the instance."""
        definition = event.event_definition
        return [task for task in self.waiting() if any(one == definition for one in definitions(task.task_spec))]

    def deliver(self, task: Any, event: Any) -> None:
        """Let a waiting task have the event."""
        task.task_spec.catch(task, event)
        task.task_spec._update(task)

    def throw(self, event: Any, thrower: Any) -> None:
        """Route an event that an activity of this instance threw."""
        definition = event.event_definition
        if isinstance(definition, (ErrorEventDefinition, EscalationEventDefinition, CancelEventDefinition)):
            self._climb(event, thrower)
        elif isinstance(definition, MessageEventDefinition):
            correlation = carried(event.correlations)
            found = [task for task in self.listeners(event) if matches(subscribed(task, definition.name), correlation)]
            if found:
                self.deliver(found[0], event)
            else:
                self._send("message", event)
        else:
            for task in self.listeners(event):
                self.deliver(task, event)
            self._send("signal", event)

    def _send(self, kind: str, event: Any) -> None:
        payload = event.payload if isinstance(event.payload, dict) else {"payload": event.payload} if event.payload else {}
        self.top.thrown.append(Thrown(kind, event.event_definition.name, payload, carried(event.correlations)))

    def _climb(self, event: Any, thrower: Any) -> None:
        if not self.climb(event, thrower) and isinstance(event.event_definition, ErrorEventDefinition):
            code = getattr(event.event_definition, "code", None) or event.event_definition.name
            raise ActivityFailed(FailureKind.BPMN_ERROR, f"nothing catches the error {code}")

    def climb(self, event: Any, thrower: Any) -> bool:
        """Offer an error, escalation or cancellation to each scope around the thrower; whether one took it."""
        host = thrower
        while host is not None:
            catcher = self._best(event, self._boundaries(host)) or self._best(event, self._event_subprocesses(host.workflow))
            if catcher is not None:
                self.deliver(catcher, event)
                return True
            host = getattr(host.workflow, "host", None)
        return False

    def _best(self, event: Any, tasks: Iterator[Any]) -> Any:
        """An event with the very code goes before one that takes all."""
        found = [task for task in tasks if task.task_spec.event_definition == event.event_definition]
        return min(found, key=lambda task: getattr(task.task_spec.event_definition, "code", None) is None, default=None)

    def _boundaries(self, host: Any) -> Iterator[Any]:
        if host.parent is not None and isinstance(host.parent.task_spec, LoopTask):
            host = host.parent
        if host.parent is not None and not isinstance(host.task_spec, BoundaryEvent):
            for sibling in host.parent.children:
                if isinstance(sibling.task_spec, BoundaryEvent) and sibling._state == TaskState.WAITING:
                    yield sibling

    def _event_subprocesses(self, scope: Any) -> Iterator[Any]:
        for task in self.waiting():
            if task.workflow is not scope and task.workflow.parent_task_id in scope.armed:
                yield task
