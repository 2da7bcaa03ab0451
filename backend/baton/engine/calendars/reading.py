"""Reads ``NAME.calendar.toml``: hours of the week, time zone, days that are different, public holidays of a country.

name = "Office hours"
time_zone = "Europe/Berlin"
[hours]
monday = ["09:00-12:00", "13:00-17:00"]
[holidays]
country = "DE"
subdivision = "BY"
[days]
2026-12-24 = []
2026-12-31 = ["09:00-12:00"]
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from functools import lru_cache
from itertools import pairwise
from typing import Any

from baton.domain.calendars.working_hours import Calendar, Hours
from baton.engine.calendars.holidays import companion, country_of, public_holidays, read_holidays
from baton.engine.zones import zone

ENDING = ".calendar.toml"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KNOWN = frozenset({"name", "time_zone", "hours", "holidays", "days"})
_SPAN = re.compile(r"(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)")


def read_calendar(content: bytes) -> Calendar:
    """The calendar that the file describes, without public holidays. Raises ``ValueError`` with a sentence."""
    found = _table(content)
    if unknown := sorted(found.keys() - _KNOWN):
        raise ValueError(f"does not know {', '.join(unknown)}; a calendar has {', '.join(sorted(_KNOWN))}")
    hours = _mapping(found, "hours")
    if foreign := sorted(hours.keys() - set(DAYS)):
        raise ValueError(f"[hours] has days of the week; {', '.join(foreign)} is none of {', '.join(DAYS)}")
    week = tuple(_hours(hours.get(day, []), day) for day in DAYS)
    if not any(week):
        raise ValueError('[hours] names no working hours, such as monday = ["09:00-17:00"]')
    country_of(found)
    days = {_day(name): _hours(spans, name) for name, spans in _mapping(found, "days").items()}
    return Calendar(str(found.get("name") or "Working hours"), zone(found.get("time_zone")), week, days)


def calendar_of(files: Mapping[str, bytes], name: str | None) -> Calendar | None:
    """The calendar among these files with its holidays, or None when none is named. Raises ``ValueError`` with a sentence."""
    if not name:
        return None
    if name not in files:
        there = ", ".join(sorted(file for file in files if file.endswith(ENDING))) or "none"
        raise ValueError(f"the calendar {name} is not among the files (there: {there})")
    return _read(files[name], files.get(companion(name)))


@lru_cache(maxsize=64)
def _read(content: bytes, written: bytes | None) -> Calendar:
    calendar, wanted = read_calendar(content), country_of(_table(content))
    if wanted is None:
        return calendar
    days = read_holidays(written) if written is not None else public_holidays(*wanted)
    return replace(calendar, days={**dict.fromkeys(days, ()), **calendar.days})


def _table(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ValueError(f"is not TOML: {problem}") from None


def _mapping(found: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"[{name}] must be a table")
    return table


def _day(name: str) -> date:
    try:
        return date.fromisoformat(name)
    except ValueError:
        raise ValueError(f"[days] {name} is no day such as 2026-12-24") from None


def _hours(spans: Any, day: str) -> Hours:
    if not isinstance(spans, list):
        raise ValueError(f'{day} must be a list of spans such as ["09:00-17:00"]; [] means closed')
    read = tuple(_span(text, day) for text in spans)
    if any(later[0] < earlier[1] for earlier, later in pairwise(read)):
        raise ValueError(f"the spans of {day} must follow each other without overlapping")
    return read


def _span(text: Any, day: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(text.strip()) if isinstance(text, str) else None
    try:
        begins, ends = (_clock(part) for part in found.groups()) if found else (None, None)
    except ValueError:
        begins, ends = None, None
    if begins is None or ends is None or begins >= ends:
        raise ValueError(f'{day}: {text!r} is no span such as "09:00-17:00"')
    return begins, ends


def _clock(text: str) -> time:
    return time.max if text == "24:00" else time.fromisoformat(text)
