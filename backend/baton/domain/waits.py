"""Waits: what an instance waits for besides people and jobs (a timer, a message, a signal, a condition)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Wait:
    """One armed wait. ``key`` is unique within the instance and the same in every replay; ``activity`` is the activity that
    waits (an event-based gateway has several waits). ``due_at`` for timers; ``name`` and ``correlation`` for messages:
    an empty correlation accepts any message of that name."""

    key: str
    activity: str
    element_id: str
    kind: str
    name: str | None = None
    due_at: datetime | None = None
    correlation: Mapping[str, object] = field(default_factory=dict)


TIMER, MESSAGE, SIGNAL, CONDITION = "timer", "message", "signal", "condition"
