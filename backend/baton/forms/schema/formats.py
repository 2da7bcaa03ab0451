"""The formats that are really checked, written here so that none is silently skipped where an optional library is missing."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from jsonschema import FormatChecker

from baton.forms.schema.patterns import PatternRefused, compiled

_EMAIL = re.compile(r"[^@\s\"<>(),;:\\\[\]]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9-]{1,63}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?", re.ASCII | re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_URI_UNSAFE = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f]")


def is_email(text: str) -> bool:
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None and ".." not in text


def is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    date.fromisoformat(text)
    return True


def is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None


def is_date_time(text: str) -> bool:
    day, mark, clock = text[:10], text[10:11], text[11:]
    if mark not in ("T", "t", " ") or not is_date(day) or not is_time(clock):
        return False
    return clock[-1] in "Zz" or "+" in clock or "-" in clock


def is_uri(text: str) -> bool:
    parts = urlsplit(text)
    opaque_or_hosted = bool(parts.netloc) or (parts.scheme not in ("http", "https") and bool(parts.path))
    return bool(_SCHEME.fullmatch(parts.scheme)) and opaque_or_hosted and not _URI_UNSAFE.search(text)


def is_uuid(text: str) -> bool:
    UUID(text)
    return len(text) == 36


def is_regex(text: str) -> bool:
    compiled(text)
    return True


FORMATS: dict[str, Callable[[str], bool]] = {
    "email": is_email,
    "date": is_date,
    "time": is_time,
    "date-time": is_date_time,
    "uri": is_uri,
    "url": is_uri,
    "uuid": is_uuid,
    "regex": is_regex,
}


def _checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checkers[name] = (_on_text(check), (ValueError, PatternRefused))
    return checker


def _on_text(check: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: check(value) if isinstance(value, str) else True


CHECKER = _checker()
