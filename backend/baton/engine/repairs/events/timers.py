"""SpiffWorkflow's timers read the machine's clock and a time zone frozen at import, take only quoted expressions, know no cron, let
P1M drift, fire after their time instead of at it, and make up in one burst whatever a pause made them miss. Here they read the
clock of the step and the zone of their process, keep their due time as UTC, and catch up as their model says."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.timer import (
    CycleTimerEventDefinition,
    DurationTimerEventDefinition,
    TimeDateEventDefinition,
    TimerEventDefinition,
)

from baton.domain.calendars.working_hours import Calendar
from baton.engine import timing
from baton.engine.cron import Cron, is_cron

DUE = "event_value"
CYCLE = "cycle"
AGAIN = "again"
"""Key in the internal data of an event that begins to listen again: it fires, at the earliest, when everything that its last
occurrence led to is done."""
ALL, ONCE, SKIP = "all", "once", "skip"
MISSED = timedelta(minutes=5)
"""An occurrence that could not fire within this time was missed; whether it is made up is up to the model."""


def expression_value(self: Any, my_task: Any) -> Any:
    """What the timer's text stands for: itself when it is ISO 8601 or a cron, else the value of the expression."""
    text = (self.expression or "").strip()
    if timing.is_literal(text) or (isinstance(self, CycleTimerEventDefinition) and is_cron(text)):
        return text
    return my_task.workflow.script_engine.evaluate(my_task, text)


def due(my_task: Any) -> datetime | None:
    """When the timer of a waiting task is due."""
    value = my_task.internal_data.get(DUE)
    return datetime.fromisoformat(value) if value else None


def zone_of(my_task: Any) -> tzinfo:
    """The time zone in which the timers of a task are reckoned."""
    element = my_task.task_spec.around
    return UTC if element is None else element.zone


def calendar_of(my_task: Any) -> Calendar | None:
    """The calendar by whose hours the timer of a task counts, if it counts working time only."""
    element = my_task.task_spec.around
    return None if element is None else element.counted_by


def arm(definition: Any, my_task: Any, now: datetime) -> str | None:
    """The due time of a timer that begins to wait at ``now``, as text."""
    value, zone = expression_value(definition, my_task), zone_of(my_task)
    if not isinstance(definition, CycleTimerEventDefinition):
        return timing.instant(value, now, zone, calendar_of(my_task)).isoformat()
    text = value if isinstance(value, str) else str(value)
    cycle = timing.cycle(text, now, zone)
    first = cycle.after(now) if isinstance(cycle, Cron) else cycle.occurrence(0)
    my_task.internal_data[CYCLE] = [text, now.isoformat(), 0]
    return first.isoformat() if first else None


def following(my_task: Any, after: datetime | None) -> tuple[list[Any], str] | None:
    """State and due time of a cycle after its present occurrence, and after a moment if one is given; None when it is over."""
    text, begun, number = my_task.internal_data[CYCLE]
    cycle = timing.cycle(text, datetime.fromisoformat(begun), zone_of(my_task))
    if isinstance(cycle, Cron):
        since = max(point for point in (due(my_task), after) if point is not None)
        point, begun = cycle.after(since), since.isoformat()
    else:
        number = number + 1 if after is None else cycle.later_than(after, number + 1)
        point = cycle.occurrence(number)
    return None if point is None else ([text, begun, number], point.isoformat())


def next_after_firing(my_task: Any, now: datetime) -> tuple[list[Any], str] | None:
    """As ``following``, with everything that the model does not want to be made up left out. When it does not say, a cycle that
    ends makes up every occurrence, and an endless one none but the first that was missed."""
    endless = not my_task.internal_data[CYCLE][0].upper().startswith("R") or my_task.internal_data[CYCLE][0][1:2] == "/"
    policy = my_task.task_spec.around.catch_up or (ONCE if endless else ALL)
    return following(my_task, None if policy == ALL else now)


def _leave_out_missed(my_task: Any, now: datetime) -> None:
    """Go on to the first occurrence that was not missed, where the model says so."""
    internal, element, at = my_task.internal_data, my_task.task_spec.around, due(my_task)
    if CYCLE in internal and at is not None and now - at > MISSED and element is not None and element.catch_up == SKIP:
        after = following(my_task, now - MISSED)
        internal[DUE] = None
        if after is not None:
            internal[CYCLE], internal[DUE] = after


def _has_fired(self: Any, my_task: Any) -> bool:
    internal = my_task.internal_data
    if internal.get("event_fired"):
        return True
    if internal.pop(AGAIN, False):
        return False
    now = my_task.workflow.top_workflow.now
    if DUE not in internal:
        internal[DUE] = arm(self, my_task, now)
    _leave_out_missed(my_task, now)
    at = due(my_task)
    if at is not None and at <= now:
        internal["event_fired"] = True
        return True
    return False


def _update_task(self: Any, my_task: Any) -> None:
    return None


def install() -> None:
    """Put the repair in place."""
    for definition in (TimeDateEventDefinition, DurationTimerEventDefinition, CycleTimerEventDefinition):
        definition.has_fired = _has_fired
    CycleTimerEventDefinition.update_task = _update_task
    TimerEventDefinition.update_task = _update_task
