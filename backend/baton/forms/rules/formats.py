"""The formats that are really checked, written here so that none is silently skipped where an optional library is missing."""

import re
from collections.abc import Callable
from datetime import date
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from jsonschema import FormatChecker

from baton.forms.rules.patterns import PatternRefused, compiled

_EMAIL = re.compile(r"[^@\s\"<>(),;:\\\[\]\uff20]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9-]{1,63}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(
    r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d|60)(\.\d+)?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>[01]\d|2[0-3]):(?P<minutes>[0-5]\d))?",
    re.ASCII | re.IGNORECASE,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_URI = re.compile(r"(?:[!#$&-;=?-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})*")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE | re.ASCII
)
_DURATION = re.compile(
    r"P(?!\Z)(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)", re.ASCII
)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
_POINTER = re.compile(r"(?:/(?:[^~/]|~0|~1)*)*")
_LAST_MINUTE = 23 * 60 + 59


def is_email(text: str) -> bool:
    local = text.partition("@")[0]
    dotted = ".." in text or local.startswith(".") or local.endswith(".")
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None and not dotted


def is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    date.fromisoformat(text)
    return True


def is_time(text: str) -> bool:
    """With or without an offset: a time control has none."""
    found = _TIME.fullmatch(text)
    return found is not None and (found["second"] != "60" or _is_last_minute(found))


def _is_last_minute(found: re.Match[str]) -> bool:
    """Leap seconds come at the end of a day in UTC."""
    away = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    there = int(found["hour"]) * 60 + int(found["minute"])
    return (there + (away if found["sign"] == "-" else -away)) % 1440 == _LAST_MINUTE


def is_date_time(text: str) -> bool:
    day, mark, clock = text[:10], text[10:11], text[11:]
    if mark not in ("T", "t", " ") or not is_date(day) or not is_time(clock):
        return False
    return clock[-1] in "Zz" or "+" in clock or "-" in clock


def is_uri(text: str) -> bool:
    parts = urlsplit(text)
    opaque_or_hosted = bool(parts.netloc) or (parts.scheme not in ("http", "https") and bool(parts.path))
    return (
        bool(_SCHEME.fullmatch(parts.scheme))
        and opaque_or_hosted
        and is_uri_reference(text)
        and (parts.port is None or parts.port >= 0)
    )


def is_uri_reference(text: str) -> bool:
    urlsplit(text)
    return _URI.fullmatch(text) is not None and text.count("#") <= 1


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def is_host(text: str) -> bool:
    return _HOST.fullmatch(text) is not None


def is_ipv4(text: str) -> bool:
    return str(IPv4Address(text)) == text


def is_ipv6(text: str) -> bool:
    IPv6Address(text)
    return "%" not in text


def is_duration(text: str) -> bool:
    return _DURATION.fullmatch(text) is not None


def is_iban(text: str) -> bool:
    """Letters and digits in groups; the check digits make the whole number 1 modulo 97 (ISO 13616)."""
    bare = text.replace(" ", "").upper()
    if not _IBAN.fullmatch(bare):
        return False
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def is_pointer(text: str) -> bool:
    return _POINTER.fullmatch(text) is not None


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
    "uri-reference": is_uri_reference,
    "hostname": is_host,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
    "duration": is_duration,
    "iban": is_iban,
    "json-pointer": is_pointer,
}


def _checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checkers[name] = (_on_text(check), (ValueError, PatternRefused))
    return checker


def _on_text(check: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: check(value) if isinstance(value, str) else True


CHECKER = _checker()
