"""Public holidays by country. They are written down when a calendar is deployed, so that a definition never changes what it does
when a newer list of holidays is installed: ``NAME.holidays.toml`` beside ``NAME.calendar.toml``."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import holidays

YEARS = range(2015, 2051)
_CALENDAR, _HOLIDAYS = ".calendar.toml", ".holidays.toml"
Country = tuple[str, str | None]


def companion(calendar: str) -> str:
    """The file with the holidays of a calendar file."""
    return calendar.removesuffix(_CALENDAR) + _HOLIDAYS


def country_of(found: Mapping[str, Any]) -> Country | None:
    """Whose holidays a calendar keeps, if any. Raises ``ValueError`` with a sentence for a country that is not known."""
    wanted = found.get("holidays")
    if wanted is None:
        return None
    if not isinstance(wanted, dict) or not isinstance(wanted.get("country"), str):
        raise ValueError('[holidays] needs a country, such as country = "DE"')
    country, part = wanted["country"], wanted.get("subdivision")
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        raise ValueError(f"[holidays] country {country!r} is not known; write its two letters, such as DE")
    if part is not None and part not in known[country]:
        raise ValueError(f"[holidays] {country} has no subdivision {part!r}; it has {', '.join(known[country]) or 'none'}")
    return country, part


def public_holidays(country: str, subdivision: str | None) -> dict[date, str]:
    """Each public holiday of ``YEARS`` with its name."""
    found = holidays.country_holidays(country, subdiv=subdivision, years=YEARS, language="en_US")
    return dict(sorted(found.items()))


def written(calendar: bytes) -> bytes | None:
    """The companion file of a calendar, or None where it keeps no holidays. Raises ``ValueError``."""
    wanted = country_of(tomllib.loads(calendar.decode()))
    if wanted is None:
        return None
    lines = [f"{day.isoformat()} = {_quoted(name)}" for day, name in public_holidays(*wanted).items()]
    return "\n".join([f"# Public holidays of {' '.join(filter(None, wanted))}, {YEARS[0]} to {YEARS[-1]}", *lines, ""]).encode()


def read_holidays(content: bytes) -> dict[date, str]:
    """The days of a companion file. Raises ``ValueError``."""
    return {date.fromisoformat(day): str(name) for day, name in tomllib.loads(content.decode()).items()}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "").replace('"', "'") + '"'
