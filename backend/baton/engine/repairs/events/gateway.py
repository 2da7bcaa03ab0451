"""SpiffWorkflow's event-based gateway keeps one due time for all of its timers and never looks at conditions. This one keeps
what each of its events waits for."""

from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.events.timers import arm, due

TIMERS = "timers"
CHOSEN = "chosen"


def earliest(my_task: Any) -> datetime | None:
    """When the next timer of a waiting task is due, if it waits for any."""
    if TIMERS in my_task.internal_data:
        return min((datetime.fromisoformat(at) for at in my_task.internal_data[TIMERS].values() if at), default=None)
    return due(my_task)


class FirstEventGateway(EventBasedGateway):  # type: ignore[misc]
    """Waits for several events and follows the first that happens."""

    @property
    def definitions(self) -> list[Any]:
        """What it waits for, in the order of its outgoing flows."""
        return list(self.event_definition.event_definitions)

    def _update_hook(self, my_task: Any) -> bool:
        internal = my_task.internal_data
        if CHOSEN in internal:
            return True
        now = my_task.workflow.top_workflow.now
        if TIMERS not in internal:
            my_task._inherit_data()
            timers = {str(i): arm(d, my_task, now) for i, d in enumerate(self.definitions) if isinstance(d, TimerEventDefinition)}
            internal[TIMERS] = timers
            for definition in self.definitions:
                definition.update_task(my_task)
        if (fired := self._fired(my_task, now)) is not None:
            internal[CHOSEN] = fired
            return True
        my_task._set_state(TaskState.WAITING)
        my_task.workflow.top_workflow.event_manager.add_task(my_task)
        return False

    def _fired(self, my_task: Any, now: datetime) -> int | None:
        due = [(at, int(i)) for i, at in my_task.internal_data[TIMERS].items() if at and datetime.fromisoformat(at) <= now]
        if due:
            return min(due)[1]
        for index, definition in enumerate(self.definitions):
            if isinstance(definition, ConditionalEventDefinition) and definition.has_fired(my_task):
                return index
        return None

    def catch(self, my_task: Any, event: Any) -> None:
        """Follow the first of the events that ``event`` is."""
        for index, definition in enumerate(self.definitions):
            if definition == event.event_definition:
                definition.catch(my_task, event)
                my_task.internal_data[CHOSEN] = index
                return

    def _run_hook(self, my_task: Any) -> bool:
        index = my_task.internal_data.pop(CHOSEN)
        my_task.internal_data.pop(TIMERS, None)
        definition = self.definitions[index]
        if not isinstance(definition, TimerEventDefinition):
            definition.update_task_data(my_task)
            definition.reset(my_task)
        my_task._sync_children([self.outputs[index]], TaskState.FUTURE)
        return True
