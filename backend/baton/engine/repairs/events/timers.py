"""SpiffWorkflow's timers read the machine's clock and a time zone frozen at import, take only quoted expressions, let P1M drift,
and fire after their time instead of at it. Here they read the clock of the step, and keep their due time as UTC."""

from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.timer import (
    CycleTimerEventDefinition,
    DurationTimerEventDefinition,
    TimeDateEventDefinition,
    TimerEventDefinition,
)

from baton.engine import timing

DUE = "event_value"
CYCLE = "cycle"


def expression_value(self: Any, my_task: Any) -> Any:
    """What the timer's text stands for: itself when it is ISO 8601, else the value of the expression."""
    text = (self.expression or "").strip()
    if timing.is_literal(text):
        return text
    return my_task.workflow.script_engine.evaluate(my_task, text)


def due(my_task: Any) -> datetime | None:
    """When the timer of a waiting task is due."""
    value = my_task.internal_data.get(DUE)
    return datetime.fromisoformat(value) if value else None


def arm(definition: Any, my_task: Any, now: datetime) -> str | None:
    """The due time of a timer that begins to wait at ``now``, as text."""
    value = expression_value(definition, my_task)
    if not isinstance(definition, CycleTimerEventDefinition):
        return timing.instant(value, now).isoformat()
    text = value if isinstance(value, str) else str(value)
    my_task.internal_data[CYCLE] = [text, now.isoformat(), 0]
    first = timing.cycle(text, now).occurrence(0)
    return first.isoformat() if first else None


def following(state: list[Any], now: datetime) -> tuple[list[Any], str] | None:
    """State and due time of a cycle after it fired, or None when it is over. Endless cycles skip what was missed."""
    text, begun, number = state
    cycle = timing.cycle(text, datetime.fromisoformat(begun))
    number += 1
    if cycle.times is None:
        number = cycle.later_than(now, number)
    point = cycle.occurrence(number)
    return None if point is None else ([text, begun, number], point.isoformat())


def _has_fired(self: Any, my_task: Any) -> bool:
    internal = my_task.internal_data
    if internal.get("event_fired"):
        return True
    now = my_task.workflow.top_workflow.now
    if DUE not in internal:
        internal[DUE] = arm(self, my_task, now)
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
