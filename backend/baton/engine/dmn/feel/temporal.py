"""FEEL's dates, times and durations, from text and in arithmetic."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from baton.domain.ports.decisions import DecisionError

DURATION = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


@dataclass(frozen=True, order=True)
class YearsMonths:
    """A duration in whole months."""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = f"{f'{years}Y' if years else ''}{f'{months}M' if months or not years else ''}"
        return f"{'-' if self.months < 0 else ''}P{text}"


def parsed(kind: str, text: str) -> Any:
    """``date("...")`` and its relatives. Raises ``ValueError``."""
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "time":
        return time.fromisoformat(text)
    if kind == "date and time":
        moment = datetime.fromisoformat(text)
        if "T" not in text:
            raise ValueError("a date and time needs a T between its parts")
        return moment
    return duration(text)


def duration(text: str) -> Any:
    """An ISO 8601 duration: either years and months or days and time."""
    match = DURATION.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        raise ValueError(f"{text!r} is not a duration")
    sign = -1 if match[1] else 1
    years, months, days, hours, minutes = (int(match[index] or 0) for index in range(2, 7))
    seconds = float(match[7] or 0)
    if match[2] or match[3]:
        if days or hours or minutes or seconds:
            raise ValueError("a duration has either years and months or days and time")
        return YearsMonths(sign * (years * 12 + months))
    return sign * timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def literal(text: str) -> Any:
    """What ``@"..."`` stands for."""
    for kind in ("date", "date and time", "time", "duration"):
        try:
            return parsed(kind, text)
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no date, time or duration")


def shifted(day: date, months: int) -> date:
    """A date some months later, at most at the end of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def difference(left: Any, right: Any) -> timedelta:
    """The time between two dates or moments."""
    if isinstance(left, datetime) != isinstance(right, datetime):
        raise DecisionError("A date and a date and time cannot be subtracted from each other.")
    gap: timedelta = left - right
    return gap
