"""Dates and times; the only clock is the one the evaluation was given."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from baton.sandbox.budget import Frame


def current(frame: Frame, zone: Any = None) -> datetime:
    """``now()``: the moment of the evaluation, in its own time zone unless another is named."""
    return frame.now.astimezone(zone) if zone is not None and frame.now.tzinfo is not None else frame.now


def current_naive(frame: Frame, zone: Any = None) -> datetime:
    """``datetime.now()``: without a time zone unless one is named, as in Python."""
    return current(frame, zone) if zone is not None else frame.now.replace(tzinfo=None)


def _moment(frame: Frame, *parts: Any, **named: Any) -> datetime:
    return datetime(*parts, **named)  # noqa: DTZ001 - the designer decides about the zone, as in Python


def _parsed(frame: Frame, text: str, pattern: str) -> datetime:
    return datetime.strptime(text[:200], pattern[:100])  # noqa: DTZ007 - as in Python


_DATE = {
    "": lambda frame, *parts, **named: date(*parts, **named),
    "today": lambda frame: frame.now.date(),
    "fromisoformat": lambda frame, text: date.fromisoformat(text),
}
_MOMENT = {
    "": _moment,
    "now": current_naive,
    "utcnow": current_naive,
    "today": current_naive,
    "fromisoformat": lambda frame, text: datetime.fromisoformat(text),
    "combine": lambda frame, day, clock, *zone: datetime.combine(day, clock, *zone),
    "fromtimestamp": lambda frame, seconds, zone: datetime.fromtimestamp(seconds, zone),
    "strptime": _parsed,
}
_SIMPLE = {
    "timedelta": lambda frame, *parts, **named: timedelta(*parts, **named),
    "timezone": lambda frame, offset: timezone(offset),
    "time": lambda frame, *parts, **named: time(*parts, **named),
}


def _under(prefix: str, functions: dict[str, Any]) -> dict[str, Any]:
    return {f"{prefix}.{name}".rstrip("."): function for name, function in functions.items()}


FUNCTIONS: dict[str, Any] = {
    "now": current,
    "today": _DATE["today"],
    **_under("date", _DATE),
    **_under("datetime", _MOMENT),
    **_under("datetime.datetime", _MOMENT),
    **_under("datetime.date", _DATE),
    **{f"{prefix}{name}": function for prefix in ("", "datetime.") for name, function in _SIMPLE.items()},
}
CONSTANTS = {"timezone.utc": UTC, "datetime.timezone.utc": UTC}
