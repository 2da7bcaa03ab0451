"""When a timer start of a process is due, and what becomes of the times that a pause made it miss."""

from datetime import datetime, timedelta, tzinfo

from baton.domain.ports.sandbox import Sandbox
from baton.engine import timing
from baton.engine.cron import Cron, is_cron
from baton.engine.repairs.events.timers import ALL, MISSED, SKIP

When = timing.Cycle | Cron | datetime | None
"""A cycle, one point in time, or nothing at all."""


def when(text: str, since: tuple[datetime, datetime, tzinfo], sandbox: Sandbox) -> When:
    """What the text of a timer start stands for in a process that was deployed at a time, now, in its zone."""
    text, (deployed_at, now, zone) = text.strip(), since
    value = text if timing.is_literal(text) or is_cron(text) else sandbox.evaluate(text, {}, now)
    if isinstance(value, str) and (value.upper().startswith("R") or is_cron(value)):
        return timing.cycle(value, deployed_at, zone)
    return timing.instant(value, now, zone)


def due_after(found: When, moment: datetime) -> datetime | None:
    """The first time after ``moment``."""
    if isinstance(found, datetime):
        return found if found > moment else None
    return None if found is None else found.after(moment)


def after_pause(found: When, policy: str | None, times: tuple[datetime, datetime]) -> tuple[bool, datetime | None]:
    """Whether a start that was due at the first of ``times`` still happens at the second, and when it is due next. When the model
    does not say, one stands for all that were missed."""
    due_at, now = times
    if policy == SKIP and now - due_at > MISSED:
        return False, due_after(found, now - MISSED - timedelta(microseconds=1))
    return True, due_after(found, due_at if policy == ALL else now)
