"""What a timer's text says, as a sentence, and its next moments, reckoned by the code that fires it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from baton.domain.calendars.working_hours import Calendar
from baton.domain.errors import InvalidInput
from baton.domain.ports.drawing import TimerText, TimerTimes
from baton.domain.ports.sandbox import Sandbox, SandboxError
from baton.engine import timing
from baton.engine.calendars.reading import calendar_of
from baton.engine.cron import Cron, is_cron
from baton.engine.zones import zone

MOST = 3
KINDS = ("date", "duration", "cycle")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
_COMPUTED = {"date": "on the date in", "duration": "after the time in", "cycle": "again and again, as it stands in"}
_MEANT = re.compile(r"[PR]\d")
_PART = re.compile(r"(\d+(?:[.,]\d+)?)([YMWDHS])")
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def times_of(timer: TimerText, now: datetime, sandbox: Sandbox) -> TimerTimes:
    """Raises ``InvalidInput`` for a text that no timer of that kind understands."""
    if timer.kind not in KINDS:
        raise InvalidInput(f"“{timer.kind}” is no kind of timer; choose one of {', '.join(KINDS)}.")
    text = timer.text.strip()
    if not text:
        raise InvalidInput("Say when: a duration, a date or a repetition.")
    # P2X is a name in Python, but nobody who writes it means a variable.
    literal = timing.is_literal(text) or bool(_MEANT.match(text)) or (timer.kind == "cycle" and is_cron(text))
    names = frozenset() if literal else sandbox.reads(text)
    if names:
        if problem := sandbox.check_expression(text):
            raise InvalidInput(problem)
        return TimerTimes(f"{_COMPUTED[timer.kind]} {_listed(sorted(names))}")
    try:
        if timer.calendar and literal and timer.kind != "cycle":
            return _worked(text, now, calendar_of(timer.files, timer.calendar))
        return _told(text if literal else sandbox.evaluate(text, {}, now), timer.kind, now, zone(timer.zone))
    except (SandboxError, ValueError, OverflowError) as problem:
        raise InvalidInput(f"{str(problem)[:1].upper()}{str(problem)[1:]}") from None


def _worked(text: str, now: datetime, calendar: Calendar | None) -> TimerTimes:
    if text[:1] not in "Pp" or calendar is None:
        raise ValueError("working time is counted from a length such as PT16H or P2D, not to a date")
    return TimerTimes(f"after {_length(text)} of working time", (timing.instant(text, now, calendar=calendar),))


def _told(value: Any, kind: str, now: datetime, where: tzinfo) -> TimerTimes:
    if kind == "cycle":
        return _cycle(value, now, where)
    if kind == "date" and isinstance(value, str) and value[:1] not in "Pp":
        at = timing.instant(value, now, where)
        return TimerTimes(f"on {_moment(at.astimezone(where))}", (at,))
    at = timing.instant(value, now, where)
    duration = isinstance(value, str) and value[:1] in "Pp"
    return TimerTimes(f"after {_length(value)}" if duration else f"on {_moment(at.astimezone(where))}", (at,))


def _cycle(value: Any, now: datetime, where: tzinfo) -> TimerTimes:
    found = timing.cycle(value, now, where)
    if isinstance(found, Cron):
        return TimerTimes(_cron(str(value).strip(), found), tuple(_following(found.after, now)))
    first = found.later_than(now) if found.since == 0 else 0
    points = (found.occurrence(first + number) for number in range(MOST))
    every = f"every {_length(_length_part(str(value)), each=True)}"
    count = "" if found.times is None else "once, after " if found.times == 1 else f"{found.times} times, "
    sentence = f"once, after {_length(_length_part(str(value)))}" if found.times == 1 else f"{count}{every}"
    begin = f", from {_moment(found.origin.astimezone(where))}" if found.since == 0 else ""
    return TimerTimes(sentence + begin, tuple(point for point in points if point is not None))


def _following(after: Callable[[datetime], datetime | None], moment: datetime) -> Iterator[datetime]:
    for _ in range(MOST):
        point = after(moment)
        if point is None:
            return
        yield point
        moment = point


def _cron(text: str, found: Cron) -> str:
    """A cron in words where it is one that people say; else the cron itself."""
    if len(found.times) == 1 and len(found.months) == 12:
        at = f"at {found.times[0]:%H:%M}"
        if len(found.days) == 31 and len(found.weekdays) == 7:
            return f"every day {at}"
        if len(found.days) == 31:
            return f"every {_weekdays(found.weekdays)} {at}"
        if len(found.weekdays) == 7:
            return f"on the {_listed([_ordinal(day) for day in sorted(found.days)])} of every month {at}"
    return f"at the times of the cron {text}"


def _weekdays(days: frozenset[int]) -> str:
    if days == frozenset(range(1, 6)):
        return "working day (Monday to Friday)"
    return _listed([_DAYS[day] for day in sorted(days, key=lambda day: day or 7)])


def _ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _length_part(text: str) -> str:
    return next((part for part in text.strip().split("/")[1:] if part[:1] in "Pp"), "")


def _length(text: str, each: bool = False) -> str:
    """``P2DT3H`` as “2 days and 3 hours”; ``each``: a lone one is left out, as in “every day”."""
    date, _, clock = str(text).upper().removeprefix("P").partition("T")
    parts = [(number, _UNITS[unit]) for number, unit in _PART.findall(date)]
    parts += [(number, _UNITS[f"T{unit}"]) for number, unit in _PART.findall(clock)]
    if each and len(parts) == 1 and parts[0][0] == "1":
        return parts[0][1]
    return _listed([f"{number} {unit}{'' if number == '1' else 's'}" for number, unit in parts])


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _moment(at: datetime) -> str:
    zone_name = "UTC" if at.tzinfo is UTC else at.tzname()
    return f"{at.day} {at:%B %Y} at {at:%H:%M} {zone_name}"
