"""Points in time as models write them: ISO 8601 dates, durations and repetitions, and cron. Results are in UTC; dates without a
zone of their own, days and months are reckoned on the calendar of the process's zone."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from baton.domain.calendars.working_hours import Calendar
from baton.engine.cron import Cron, cron, is_cron
from baton.engine.zones import in_zone

_DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+(?:[.,]\d+)?)W)?(?:(?P<days>\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(?P<hours>\d+(?:[.,]\d+)?)H)?(?:(?P<minutes>\d+(?:[.,]\d+)?)M)?(?:(?P<seconds>\d+(?:[.,]\d+)?)S)?)?"
)
_LITERAL = re.compile(
    r"(?:R\d*/)?(?:P(?=[\dT])(?:\d+(?:[.,]\d+)?[YMWD])*(?:T(?:\d+(?:[.,]\d+)?[HMS])+)?|\d{4}-\d\d(?:-\d\d)?\S*)(?:/\S+)?"
)


@dataclass(frozen=True)
class Duration:
    """A length of time; years, months and days have no fixed length and are counted on the calendar."""

    months: int
    days: int
    rest: timedelta

    @property
    def fixed(self) -> timedelta:
        """The length without its months, a day taken as 24 hours."""
        return timedelta(days=self.days) + self.rest

    def after(self, start: datetime, times: int = 1, zone: tzinfo = UTC) -> datetime:
        """``start`` plus ``times`` this duration; the last day of a month stands in for days that the month lacks."""
        if self.months or self.days:
            wall = start.astimezone(zone).replace(tzinfo=None)
            month = wall.month - 1 + self.months * times
            year, month = wall.year + month // 12, month % 12 + 1
            day = min(wall.day, monthrange(year, month)[1])
            start = in_zone(wall.replace(year=year, month=month, day=day) + timedelta(days=self.days * times), zone)
        return start + self.rest * times


@dataclass(frozen=True)
class Cycle:
    """A repetition: ``times`` (None: for ever), the first one ``since`` lengths after ``origin``. All of them are reckoned from
    there: after a 28th of February that stood in for a 31st comes the 31st of March."""

    origin: datetime
    every: Duration
    times: int | None
    zone: tzinfo = UTC
    since: int = 0

    def occurrence(self, number: int) -> datetime | None:
        """The ``number``-th point in time, counted from 0."""
        if self.times is not None and number >= self.times:
            return None
        return self.every.after(self.origin, number + self.since, self.zone)

    def later_than(self, now: datetime, number: int = 0) -> int:
        """The number of the first occurrence after ``now``, from ``number`` on."""
        if not self.every.months and now > self.origin:
            number = max(number, (now - self.origin) // self.every.fixed - self.since)
        while (point := self.occurrence(number)) is not None and point <= now:
            number += 1
        return number

    def after(self, moment: datetime) -> datetime | None:
        """The first point in time after ``moment``."""
        return self.occurrence(self.later_than(moment))


def is_literal(text: str) -> bool:
    """Whether a timer's text is a plain ISO 8601 value rather than an expression."""
    return bool(_LITERAL.fullmatch(text.strip()))


def instant(value: Any, now: datetime, zone: tzinfo = UTC, calendar: Calendar | None = None) -> datetime:
    """A date (in ``zone`` when it names none itself) or a duration from ``now``, of working time where there is a ``calendar``.
    Raises ``ValueError``."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else in_zone(value, zone)
    if isinstance(value, date):
        return in_zone(datetime.combine(value, time()), zone)
    if isinstance(value, timedelta):
        return now + value if calendar is None else calendar.after(now, value)
    text = _text(value)
    if text[:1] in "Pp":
        return duration(text).after(now, zone=zone) if calendar is None else worked(duration(text), now, calendar)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is neither an ISO 8601 date nor a duration") from None
    return instant(found, now, zone)


def worked(length: Duration, now: datetime, calendar: Calendar) -> datetime:
    """When so much working time has passed since ``now``; a day is a working day. Raises ``ValueError``."""
    if length.months:
        raise ValueError("working time has no months or years; say it in working days (P20D) or hours (PT160H)")
    start = calendar.days_after(now, length.days) if length.days else now
    return calendar.after(start, length.rest) if length.rest or not length.days else start


def duration(value: Any) -> Duration:
    """An ISO 8601 duration. Raises ``ValueError``."""
    if isinstance(value, timedelta):
        return Duration(0, 0, value)
    text = _text(value).upper()
    found = _DURATION.fullmatch(text)
    if found is None or text.endswith(("P", "T")):
        raise ValueError(f"{value!r} is not an ISO 8601 duration such as PT48H or P2D")
    part = {key: float((number or "0").replace(",", ".")) for key, number in found.groupdict().items()}
    days = part["weeks"] * 7 + part["days"]
    rest = timedelta(days=days % 1, hours=part["hours"], minutes=part["minutes"], seconds=part["seconds"])
    return Duration(int(part["years"] * 12 + part["months"]), int(days), rest)


def cycle(value: Any, now: datetime, zone: tzinfo = UTC) -> Cycle | Cron:
    """A cron, or an ISO 8601 repetition ``R3/PT1H``, ``R/2026-01-01T00:00Z/P1D`` or ``R2/P1D/2026-01-05``.
    Raises ``ValueError``."""
    if isinstance(value, str) and is_cron(value):
        return cron(value, now, zone)
    parts = _text(value).split("/")
    count = parts[0].upper().removeprefix("R")
    if not parts[0].upper().startswith("R") or len(parts) not in (2, 3) or (count and not count.isdigit()):
        raise ValueError(f"{value!r} is neither a cron nor an ISO 8601 repetition such as R3/PT1H")
    times = int(count) if count else None
    begins = len(parts) == 3 and parts[1][:1] not in "Pp"
    every = duration(parts[2] if begins else parts[1])
    if not every.months and every.fixed <= timedelta():
        raise ValueError(f"{value!r} repeats without any time in between")
    if begins:
        return Cycle(instant(parts[1], now, zone), every, times, zone)
    if len(parts) == 2:
        return Cycle(now, every, times, zone, since=1)
    return Cycle(every.after(instant(parts[2], now, zone), -1, zone), every, times, zone)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is not a text in ISO 8601")
    return value.strip()
