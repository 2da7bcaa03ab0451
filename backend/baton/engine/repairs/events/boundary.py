"""SpiffWorkflow lets a non-interrupting boundary event fire once, runs an interrupting cycle to its end before it interrupts,
shows an interrupted sub-process as completed, and forgets what was written in it. Here the host and its boundary events settle
directly: whoever ends first takes the others away, a non-interrupting event listens again, and the path behind an event begins
with what its scope holds then, not with what its host began with."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.events.timers import AGAIN, CYCLE, DUE, next_after_firing
from baton.engine.repairs.joins.three_way import Writes, both, changes
from baton.engine.repairs.joins.writes import settle as settle_writes


def settle(my_task: Any) -> None:
    """After a task completed below a boundary split: end what must not go on."""
    parent = my_task.parent
    if parent is None or not isinstance(parent.task_spec, BoundaryEventSplit):
        return
    spec = my_task.task_spec
    if isinstance(spec, BoundaryEvent) and not spec.cancel_activity:
        return
    for sibling in parent.children:
        waits = isinstance(sibling.task_spec, BoundaryEvent) and sibling.has_state(TaskState.WAITING | TaskState.READY)
        if sibling is not my_task and (
            waits or (isinstance(spec, BoundaryEvent) and not isinstance(sibling.task_spec, BoundaryEvent))
        ):
            _end(sibling)


def _end(task: Any) -> None:
    if not task.has_state(TaskState.FINISHED_MASK):
        task.cancel()


def repetition(definition: Any, my_task: Any) -> dict[str, Any] | None:
    """With which internal data a non-interrupting event listens again after it fired, or None when it does not."""
    if isinstance(definition, ConditionalEventDefinition):
        return None
    if not isinstance(definition, TimerEventDefinition):
        return {}
    now = my_task.workflow.top_workflow.now
    after = next_after_firing(my_task, now) if CYCLE in my_task.internal_data else None
    return None if after is None else {CYCLE: after[0], DUE: after[1], AGAIN: True}


def _run_hook(self: Any, my_task: Any) -> bool:
    again = None
    if not self.cancel_activity:
        again = repetition(self.event_definition, my_task)
    saw, wrote = _held(my_task)
    my_task.data = dict(saw)
    super(BoundaryEvent, self)._run_hook(my_task)
    own = changes(saw, my_task.data)
    settle_writes(my_task, both(wrote, own) if self.cancel_activity else own)
    if again is not None:
        other = my_task.parent._add_child(self, TaskState.FUTURE)
        other.internal_data.update(again)
        self._update(other)
    return True


def _held(my_task: Any) -> tuple[dict[str, Any], Writes]:
    """What the scope of an event holds, where its own host goes before all others; and what was written in the host."""
    top, beside = my_task.workflow.top_workflow, my_task.parent.children
    host = next(sibling for sibling in beside if not isinstance(sibling.task_spec, BoundaryEvent))
    return top.view(my_task.workflow, host), top.written_in(host)


def _split_run(self: Any, my_task: Any) -> bool:
    return True


def _complete_hook(self: Any, my_task: Any) -> None:
    self.completed_event.emit(my_task.workflow, my_task)
    settle(my_task)


def _split_complete(self: Any, my_task: Any) -> None:
    """Arm the boundary events before the host itself is entered."""
    for child in my_task.children:
        if isinstance(child.task_spec, BoundaryEvent):
            child._set_state(TaskState.FUTURE)
            child.task_spec._update(child)


def install() -> None:
    """Put the repair in place."""
    BoundaryEvent._run_hook = _run_hook
    BoundaryEventSplit._run_hook = _split_run
    BoundaryEventSplit._on_complete_hook = _split_complete
    TaskSpec._on_complete_hook = _complete_hook
