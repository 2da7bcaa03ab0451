"""Points in time: written and read on the person's own clock, kept with their offset."""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_LOCAL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)
_SHORT = re.compile(r"(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d)(Z|z|[+-]\d\d:\d\d)", re.ASCII)


class Clock(StrEnum):
    """How often a time of day occurs on a day."""

    ONCE, NEVER, TWICE = "once", "never", "twice"


def read(text: str, zone: ZoneInfo) -> str:
    """A time on the clock of ``zone`` as RFC 3339; text that names no point in time, or two, stays as it is."""
    if short := _SHORT.fullmatch(text):
        return _exactly(f"{short[1]}:00{short[2]}")
    point = local(text)
    return text if point is None or how_often(point, zone) is not Clock.ONCE else stored(point.replace(tzinfo=zone))


def _exactly(text: str) -> str:
    try:
        return stored(datetime.fromisoformat(text))
    except ValueError:
        return text


def local(text: str) -> datetime | None:
    """A time without an offset, as a control posts it."""
    try:
        return datetime.fromisoformat(text) if _LOCAL.fullmatch(text) else None
    except ValueError:
        return None


def stored(point: datetime) -> str:
    """RFC 3339 in UTC, so that equal points are equal texts."""
    try:
        moved = point.astimezone(UTC)
    except OverflowError:
        return point.isoformat()
    precision = "milliseconds" if moved.microsecond else "seconds"
    return moved.isoformat(timespec="auto" if moved.microsecond % 1000 else precision).replace("+00:00", "Z")


def written(text: str, zone: ZoneInfo) -> str:
    """A stored point in time on the clock of ``zone``, as a control wants it; other text stays as it is. A time of day that comes
    twice is written with its offset, which no control can show but everybody can read."""
    try:
        point = datetime.fromisoformat(text)
        there = point.astimezone(zone)
        here = there.replace(tzinfo=None) if point.tzinfo else point
        if point.tzinfo and how_often(here, zone) is Clock.TWICE:
            here = there
    except (ValueError, OverflowError):
        return text
    if here.microsecond:
        return here.isoformat(timespec="milliseconds")
    return here.isoformat(timespec="seconds" if here.second else "minutes")


def how_often(point: datetime, zone: ZoneInfo) -> Clock:
    """Clocks go forward once a year and skip an hour, and go back once and repeat one."""
    first, second = (point.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None or first == second:
        return Clock.ONCE
    return Clock.TWICE if first > second else Clock.NEVER


def twice(point: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Both points that a time of day means when clocks go back, with their offsets."""
    first, second = (point.replace(tzinfo=zone, fold=fold).isoformat(timespec="minutes") for fold in (0, 1))
    return first, second


def offset(text: str, zone: ZoneInfo) -> str:
    """What the clock of ``zone`` is called at that point in time (``CEST``, ``UTC+05:30``); the zone's name without one."""
    try:
        point = datetime.fromisoformat(text).astimezone(zone)
    except (ValueError, OverflowError):
        return zone.key
    name, away = point.tzname() or "", point.utcoffset() or timedelta()
    return name if name.isalpha() else f"UTC{'-' if away < timedelta() else '+'}{_hours(abs(away))}"


def _hours(away: timedelta) -> str:
    minutes = int(away.total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
