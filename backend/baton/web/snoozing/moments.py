"""When a task that is put aside comes back: moments as people say them, by their own clock and within working hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_datetime

from baton.domain.calendars.working_hours import Calendar
from baton.domain.errors import InvalidInput
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.language.choice import language, zone

NAMES = {
    "hours": later("In three hours"), "afternoon": later("This afternoon"), "tomorrow": later("Tomorrow morning"),
    "monday": later("Next Monday"), "month": later("In a month"),
}  # fmt: skip
_MORNING, _AFTERNOON, _MIDDAY = 9, 14, 13
_NEAR = timedelta(days=7)
_SOON, _FAR = {"en": "EEE HH:mm", "de": "EEE, HH:mm"}, {"en": "EEE d MMM, HH:mm", "de": "EEE, d. MMM, HH:mm"}


@dataclass(frozen=True)
class Moment:
    """A moment to choose. ``words`` say which one it is."""

    name: str
    text: str
    at: datetime
    words: str


def moments(now: datetime, calendar: Calendar | None = None) -> tuple[Moment, ...]:
    """What is offered now, the soonest first; no moment twice, and none at which nobody works by the ``calendar``."""
    local = now.astimezone(zone())
    found: dict[datetime, Moment] = {}
    for name, wanted in _meant(local).items():
        at = _working(wanted, calendar)
        if name in ("afternoon", "hours") and (at.date() != local.date() or (local.hour < _MIDDAY) != (name == "afternoon")):
            continue
        text = _("Next working day") if name == "tomorrow" and at.date() != wanted.date() else _(NAMES[name])
        found.setdefault(at, Moment(name, text, at, said(at, now)))
    return tuple(sorted(found.values(), key=lambda moment: moment.at))


def moment_of(form: Mapping[str, str], name: str, now: datetime, calendar: Calendar | None = None) -> datetime:
    """The moment of that name, also when it is not offered any more; else the one that somebody typed."""
    meant = _meant(now.astimezone(zone()))
    if name in meant:
        return _working(meant[name], calendar)
    try:
        return datetime.fromisoformat(form.get("until", "")).replace(tzinfo=zone())
    except ValueError:
        raise InvalidInput(_("Choose until when: a day and a time.")) from None


def said(at: datetime, now: datetime) -> str:
    """The moment in short, by the reader's clock."""
    patterns = _SOON if at - now < _NEAR else _FAR
    return str(format_datetime(at.astimezone(zone()), patterns[language()], tzinfo=zone(), locale=language()))


def _meant(local: datetime) -> dict[str, datetime]:
    day = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "hours": local.replace(second=0, microsecond=0) + timedelta(hours=3),
        "afternoon": day.replace(hour=_AFTERNOON),
        "tomorrow": (day + timedelta(days=1)).replace(hour=_MORNING),
        "monday": (day + timedelta(days=7 - day.weekday())).replace(hour=_MORNING),
        "month": (day + timedelta(days=30)).replace(hour=_MORNING),
    }


def _working(wanted: datetime, calendar: Calendar | None) -> datetime:
    """The moment itself, or when work begins that day or later: a morning is when the day's work begins."""
    if calendar is None:
        return wanted
    begins = wanted.replace(hour=0) if wanted.hour == _MORNING else wanted
    try:
        return calendar.opens_at(begins).astimezone(zone())
    except ValueError:
        return wanted
