"""How pages say things: moments, deadlines, initials, values."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from baton.domain.working.attachments import read_address
from baton.web.language.catalog import say as _
from baton.web.language.choice import language, numbers, zone

HOUR, DAY = 3600, 86_400
SOON = timedelta(hours=24)
LONG = 80
COUNTED = 100
_DAY = {"en": "EEE d", "de": "EEE d."}
_DATE = {"en": "d MMM", "de": "d. MMM"}


@dataclass(frozen=True)
class Chip:
    """A word in a coloured pill, always with an icon. ``tone``: danger, warn, ok, info, quiet or empty."""

    text: str
    icon: str
    tone: str = ""
    at: datetime | None = None


def iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def spoken(moment: datetime) -> str:
    """The text that stands where scripts do not run: in the reader's zone, which is named."""
    local = moment.astimezone(zone())
    return f"{local:%d.%m.%Y %H:%M} {local.tzname()}" if language() == "de" else f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def span(length: timedelta) -> str:
    """A length of time in its largest unit: 6 h, 3 d, 20 min."""
    seconds = abs(int(length.total_seconds()))
    if seconds >= 2 * DAY:
        return _("%(count)s d", count=seconds // DAY)
    if seconds >= HOUR:
        return _("%(count)s h", count=seconds // HOUR)
    return _("%(count)s min", count=max(1, seconds // 60))


def age(since: datetime, now: datetime) -> str:
    return span(now - since).replace(" min", "m").replace(" ", "").removesuffix(".")


def due_chip(due: datetime | None, now: datetime) -> Chip | None:
    """A deadline in words: late, soon, or its day as the reader's calendar has it."""
    if due is None:
        return None
    if due < now:
        return Chip(_("%(span)s late", span=span(now - due)), "clock", "danger", due)
    if due - now < SOON:
        return Chip(_("in %(span)s", span=span(due - now)), "clock", "warn", due)
    local, today = due.astimezone(zone()), now.astimezone(zone())
    if due - now < timedelta(days=7):
        return Chip(format_date(local, _DAY[language()], locale=language()), "calendar", "", due)
    with_year = "" if local.year == today.year else " yyyy"
    return Chip(format_date(local, _DATE[language()] + with_year, locale=language()), "calendar", "", due)


def initials(name: str) -> str:
    """At most two letters for an avatar."""
    parts = [part for part in name.replace(".", " ").replace("-", " ").replace("_", " ").split() if part]
    letters = (parts[0][0], parts[-1][0]) if len(parts) > 1 else (parts[0][:2] if parts else "?",)
    return "".join(letters).upper()


def capped(count: int) -> str:
    """A count that stops where nobody reads further."""
    return str(count) if count < COUNTED else f"{COUNTED - 1}+"


def colour(name: str) -> int:
    """One of six colours, always the same for the same process."""
    return hashlib.sha256(name.encode()).digest()[0] % 6 + 1


def label(name: str) -> str:
    """A variable's name as people would write it."""
    words = "".join(f" {letter.lower()}" if letter.isupper() and before.islower() else letter for before, letter in _pairs(name))
    return words.replace("_", " ").replace("-", " ").strip().capitalize() or name


def value_text(value: Any) -> str:
    """A variable's value in one line where it fits."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return format_decimal(value, "#,##0.00" if value % 1 else "#,##0", locale=numbers())
    if isinstance(value, int) and abs(value) >= 10_000:
        return str(format_decimal(value, "#,##0", locale=numbers()))
    if isinstance(value, str):
        file = read_address(value)
        return file.name if file else value
    return _json(value)


def is_long(value: Any) -> bool:
    """Whether a value is better folded away."""
    text = value_text(value)
    return len(text) > LONG or "\n" in text


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names as a sentence part."""
    shown = ", ".join(names[:most])
    return _("%(shown)s and %(count)s more", shown=shown, count=len(names) - most) if len(names) > most else shown


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def _pairs(text: str) -> list[tuple[str, str]]:
    return list(zip(" " + text, text, strict=False))
