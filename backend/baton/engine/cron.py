"""Points in time as cron writes them: minute, hour, day, month and weekday, with seconds before them if there are six fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from baton.engine.zones import in_zone

_NAMES = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_SHAPE = re.compile(r"@[a-z]+|(?:[\d*?][^\s]*\s+){4,5}[\d*?A-Za-z][^\s]*", re.ASCII)
_FIELD = re.compile(r"(?P<first>\*|\d+)(?:-(?P<last>\d+))?(?:/(?P<step>\d+))?")
_LONGEST = 366 * 8 + 2
"""Days until any date comes again: the 29th of February, over a century without one."""


@dataclass(frozen=True)
class Cron:
    """What each field allows. As in every cron, a day fits when it fits either of day and weekday, if both are restricted."""

    begin: datetime
    zone: tzinfo
    times: tuple[time, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    def after(self, moment: datetime) -> datetime | None:
        """The first point in time after ``moment``."""
        begin = moment.astimezone(self.zone)
        for day in range(_LONGEST):
            date = begin.date() + timedelta(days=day)
            if date.month in self.months and self._fits(date.day, date.isoweekday() % 7):
                for at in self.times:
                    point = in_zone(datetime.combine(date, at), self.zone)
                    if point > moment:
                        return point
        return None

    def _fits(self, day: int, weekday: int) -> bool:
        fits = (day in self.days, weekday in self.weekdays)
        return any(fits) if self.either else all(fits)


def is_cron(text: str) -> bool:
    """Whether a timer's text looks like cron rather than ISO 8601 or an expression."""
    return bool(_SHAPE.fullmatch(text.strip()))


def cron(text: str, begin: datetime, zone: tzinfo) -> Cron:
    """Raises ``ValueError`` for what no cron understands, and for dates that never come."""
    fields = _NAMES.get(text.strip(), text.strip()).upper().split()
    if len(fields) not in (5, 6):
        raise ValueError(f"{text!r} is not written as cron, such as 0 9 * * MON-FRI")
    seconds, minutes, hours, days, months, weekdays = fields if len(fields) == 6 else ["0", *fields]
    clock = [
        time(hour, minute, second)
        for hour in _values(hours, 0, 23)
        for minute in _values(minutes, 0, 59)
        for second in _values(seconds, 0, 59)
    ]
    found = Cron(
        begin,
        zone,
        tuple(clock),
        frozenset(_values(days, 1, 31)),
        frozenset(_values(_numbered(months, _MONTHS, 1), 1, 12)),
        frozenset(day % 7 for day in _values(_numbered(weekdays, _DAYS, 0), 0, 7)),
        days[0] not in "*?" and weekdays[0] not in "*?",
    )
    if found.after(begin) is None:
        raise ValueError(f"{text!r} is a date that never comes")
    return found


def _numbered(field: str, names: tuple[str, ...], first: int) -> str:
    for number, name in enumerate(names, first):
        field = re.sub(rf"\b{name}\b", str(number), field)
    return field


def _values(field: str, least: int, most: int) -> list[int]:
    return sorted({value for part in field.replace("?", "*").split(",") for value in _part(part, least, most)})


def _part(part: str, least: int, most: int) -> Iterator[int]:
    found = _FIELD.fullmatch(part)
    if found is None:
        raise ValueError(f"{part!r} is no field of a cron")
    step = int(found["step"] or 1)
    first = least if found["first"] == "*" else int(found["first"])
    last = int(found["last"]) if found["last"] else most if found["step"] or found["first"] == "*" else first
    if not (least <= first <= last <= most and step):
        raise ValueError(f"{part!r} lies outside of {least} to {most}")
    yield from range(first, last + 1, step)
