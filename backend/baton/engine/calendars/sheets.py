"""Calendars as people fill them in, and as the files that hold them."""

import re
import tomllib
from datetime import date, timedelta

import tomli_w

from baton.domain.calendars.working_hours import Hours
from baton.domain.ports.drawing import CalendarSheet
from baton.engine.calendars.holidays import country_of, public_holidays
from baton.engine.calendars.reading import DAYS, read_calendar

_SEPARATOR = re.compile(r"\s*[,;]\s*")


def sheet_of(content: bytes) -> CalendarSheet:
    """Raises ``ValueError`` for a file that is no calendar."""
    calendar = read_calendar(content)
    found = tomllib.loads(content.decode())
    country, part = country_of(found) or ("", None)
    days = tuple((day.isoformat(), _text(hours)) for day, hours in sorted(calendar.days.items()))
    return CalendarSheet(
        calendar.name, found.get("time_zone", ""), tuple(_text(hours) for hours in calendar.week), country, part or "", days
    )


def file_of(sheet: CalendarSheet) -> bytes:
    """Raises ``ValueError`` for what no calendar can mean."""
    content: dict[str, object] = {"name": sheet.name.strip() or "Working hours"}
    if sheet.zone.strip():
        content["time_zone"] = sheet.zone.strip()
    content["hours"] = {day: spans for day, text in zip(DAYS, sheet.hours, strict=True) if (spans := _spans(text))}
    if sheet.country.strip():
        part = {"subdivision": sheet.part.strip().upper()} if sheet.part.strip() else {}
        content["holidays"] = {"country": sheet.country.strip().upper(), **part}
    if sheet.days:
        content["days"] = {day: _spans(text) for day, text in sheet.days}
    made = tomli_w.dumps(content).encode()
    read_calendar(made)
    return made


def coming(content: bytes, since: date, count: int) -> tuple[tuple[date, str, str], ...]:
    """The next days with their hours and the holidays among them. Raises ``ValueError``."""
    calendar, wanted = read_calendar(content), country_of(tomllib.loads(content.decode()))
    holidays = public_holidays(*wanted) if wanted else {}
    days = [since + timedelta(days=number) for number in range(count)]
    return tuple(
        (day, _text(() if day in holidays and day not in calendar.days else calendar.hours(day)), holidays.get(day, ""))
        for day in days
    )


def _spans(text: str) -> list[str]:
    return [part for part in _SEPARATOR.split(text.strip()) if part]


def _text(hours: Hours) -> str:
    return ", ".join(f"{begins:%H:%M}-{'24:00' if ends.microsecond else f'{ends:%H:%M}'}" for begins, ends in hours)
