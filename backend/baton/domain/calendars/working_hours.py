"""Working calendars: which hours count, and how far it is between two moments when only those hours count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

LONGEST = timedelta(days=366 * 20)
"""Nobody looks further ahead; a calendar that never opens again would else be looked through for ever."""
Hours = tuple[tuple[time, time], ...]
"""The spans of one day in which work is done, on the clock on the wall, in order and apart from each other."""


@dataclass(frozen=True)
class Calendar:
    """``week``: the hours of Monday to Sunday; ``days``: days that have other hours, none at all on a holiday. All of it is
    reckoned in ``zone``."""

    name: str
    zone: tzinfo
    week: tuple[Hours, ...]
    days: Mapping[date, Hours] = field(default_factory=dict)

    def after(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which ``length`` of working time has passed since ``start``. Raises ``ValueError`` when it never has."""
        left = length
        for begins, ends in self._spans(start):
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        raise ValueError(f"the calendar “{self.name}” has not {length} of working time in the next twenty years")

    def days_after(self, start: datetime, count: int) -> datetime:
        """The same time of day, ``count`` working days later. Outside of working hours the next opening counts as the start;
        where the later day closes earlier, its end is meant. Raises ``ValueError`` when there are not so many."""
        begun = self.opens_at(start).astimezone(self.zone)
        day, left = begun.date(), count
        while left and day - begun.date() <= LONGEST:
            day += timedelta(days=1)
            left -= bool(self.hours(day))
        if left:
            raise ValueError(f"the calendar “{self.name}” has not {count} working days in the next twenty years")
        return self._within(day, begun.time())

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments; negative when ``end`` is earlier."""
        if end < start:
            return -self.between(end, start)
        total = timedelta()
        for begins, ends in self._spans(start):
            if begins >= end:
                break
            total += min(ends, end) - begins
        return total

    def opens_at(self, moment: datetime) -> datetime:
        """The moment itself while work is done, else when it begins again. Raises ``ValueError`` when it never does."""
        for begins, _ in self._spans(moment):
            return begins
        raise ValueError(f"the calendar “{self.name}” has no working time in the next twenty years")

    def hours(self, day: date) -> Hours:
        """The working hours of one day."""
        return self.days.get(day, self.week[day.weekday()])

    def _spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Stretches of working time from ``start`` on, in UTC: the hour that a summer time leaves out is no working time."""
        day = start.astimezone(self.zone).date()
        last = day + LONGEST
        while day <= last:
            for opens, closes in self.hours(day):
                begins, ends = max(self._moment(day, opens), start.astimezone(UTC)), self._moment(day, closes)
                if begins < ends:
                    yield begins, ends
            day += timedelta(days=1)

    def _moment(self, day: date, clock: time) -> datetime:
        if clock == time.max:  # midnight at the end of the day
            return datetime.combine(day + timedelta(days=1), time(), self.zone).astimezone(UTC)
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def _within(self, day: date, clock: time) -> datetime:
        """That time of the day, moved into the hours of the day."""
        hours = self.hours(day)
        for opens, closes in hours:
            if clock <= closes:
                return self._moment(day, max(clock, opens))
        return self._moment(day, hours[-1][1])
