"""Points in time as models write them: ISO 8601 dates, durations and repetitions, always reckoned in UTC."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

_DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+(?:[.,]\d+)?)W)?(?:(?P<days>\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(?P<hours>\d+(?:[.,]\d+)?)H)?(?:(?P<minutes>\d+(?:[.,]\d+)?)M)?(?:(?P<seconds>\d+(?:[.,]\d+)?)S)?)?"
)
_LITERAL = re.compile(
    r"(?:R\d*/)?(?:P(?=[\dT])(?:\d+(?:[.,]\d+)?[YMWD])*(?:T(?:\d+(?:[.,]\d+)?[HMS])+)?|\d{4}-\d\d(?:-\d\d)?\S*)(?:/\S+)?"
)


@dataclass(frozen=True)
class Duration:
    """A length of time; years and months have no fixed length and are counted on the calendar."""

    months: int
    rest: timedelta

    def after(self, start: datetime, times: int = 1) -> datetime:
        """``start`` plus ``times`` this duration; the last day of a month stands in for days that the month lacks."""
        month = start.month - 1 + self.months * times
        year, month = start.year + month // 12, month % 12 + 1
        day = min(start.day, monthrange(year, month)[1])
        return start.replace(year=year, month=month, day=day) + self.rest * times


@dataclass(frozen=True)
class Cycle:
    """A repetition: ``times`` (None: for ever) from ``first`` on."""

    first: datetime
    every: Duration
    times: int | None

    def occurrence(self, number: int) -> datetime | None:
        """The ``number``-th point in time, counted from 0."""
        if self.times is not None and number >= self.times:
            return None
        return self.every.after(self.first, number)

    def later_than(self, now: datetime, number: int = 0) -> int:
        """The number of the first occurrence after ``now``, from ``number`` on."""
        if not self.every.months and now > self.first:
            number = max(number, (now - self.first) // self.every.rest)
        while (point := self.occurrence(number)) is not None and point <= now:
            number += 1
        return number


def is_literal(text: str) -> bool:
    """Whether a timer's text is a plain ISO 8601 value rather than an expression."""
    return bool(_LITERAL.fullmatch(text.strip()))


def instant(value: Any, now: datetime) -> datetime:
    """A date (without a zone: UTC) or a duration from ``now``. Raises ``ValueError``."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if isinstance(value, timedelta):
        return now + value
    text = _text(value)
    if text[:1] in "Pp":
        return duration(text).after(now)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is neither an ISO 8601 date nor a duration") from None
    return instant(found, now)


def duration(value: Any) -> Duration:
    """An ISO 8601 duration. Raises ``ValueError``."""
    if isinstance(value, timedelta):
        return Duration(0, value)
    text = _text(value).upper()
    found = _DURATION.fullmatch(text)
    if found is None or text.endswith(("P", "T")):
        raise ValueError(f"{value!r} is not an ISO 8601 duration such as PT48H or P2D")
    part = {key: float((number or "0").replace(",", ".")) for key, number in found.groupdict().items()}
    rest = timedelta(
        weeks=part["weeks"], days=part["days"], hours=part["hours"], minutes=part["minutes"], seconds=part["seconds"]
    )
    return Duration(int(part["years"] * 12 + part["months"]), rest)


def cycle(value: Any, now: datetime) -> Cycle:
    """An ISO 8601 repetition ``R3/PT1H``, ``R/2026-01-01T00:00Z/P1D`` or ``R2/P1D/2026-01-05``. Raises ``ValueError``."""
    parts = _text(value).split("/")
    count = parts[0].upper().removeprefix("R")
    if not parts[0].upper().startswith("R") or len(parts) not in (2, 3) or (count and not count.isdigit()):
        raise ValueError(f"{value!r} is not an ISO 8601 repetition such as R3/PT1H")
    times = int(count) if count else None
    begins = len(parts) == 3 and parts[1][:1] not in "Pp"
    every = duration(parts[2] if begins else parts[1])
    if not every.months and every.rest <= timedelta():
        raise ValueError(f"{value!r} repeats without any time in between")
    if begins:
        return Cycle(instant(parts[1], now), every, times)
    first = every.after(now) if len(parts) == 2 else every.after(instant(parts[2], now), -1)
    return Cycle(first, every, times)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is not a text in ISO 8601")
    return value.strip()
