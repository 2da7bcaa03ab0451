"""The methods and attributes a value of each type offers; a dictionary also offers its keys as attributes."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import MAX_SIZE, Frame
from baton.sandbox.expressions.formatting import date_text, format_text

Method = Callable[..., Any]


def _plain(kind: type, *names: str) -> dict[str, Method]:
    def method(name: str) -> Method:
        function = getattr(kind, name)

        def call(frame: Frame, value: Any, *values: Any, **named: Any) -> Any:
            frame.weigh(value)
            return function(value, *values, **named)

        return call

    return {name: method(name) for name in names}


def _listed(name: str) -> Method:
    def call(frame: Frame, value: dict[Any, Any]) -> list[Any]:
        frame.sized(len(value))
        return list(getattr(value, name)())

    return call


def _join(frame: Frame, value: str, items: Any) -> str:
    parts = list(items)
    frame.sized(sum(len(part) for part in parts) + len(value) * len(parts))
    return value.join(parts)


def _replace(frame: Frame, value: str, old: str, new: str, count: int = -1) -> str:
    found = value.count(old) if count < 0 else min(count, value.count(old))
    frame.sized(len(value) + found * len(new))
    return value.replace(old, new, count)


def _padded(name: str) -> Method:
    def call(frame: Frame, value: str, width: int, *fill: str) -> Any:
        frame.sized(min(max(width, len(value)), MAX_SIZE + 1))
        return getattr(value, name)(width, *fill)

    return call


def _timestamp(frame: Frame, value: datetime) -> float:
    if value.tzinfo is None:
        raise SandboxError("timestamp() needs a date and time with a time zone.")
    return value.timestamp()


def _strftime(frame: Frame, value: Any, pattern: str) -> str:
    return date_text(value, pattern)


def _astimezone(frame: Frame, value: datetime, zone: Any) -> datetime:
    if value.tzinfo is None:
        raise SandboxError("astimezone() needs a date and time with a time zone.")
    return value.astimezone(zone)


TEXT: dict[str, Method] = {
    **_plain(
        str,
        *[
            "lower",
            "upper",
            "strip",
            "lstrip",
            "rstrip",
            "startswith",
            "endswith",
            "split",
            "rsplit",
            "splitlines",
            "partition",
            "find",
            "rfind",
        ],
    ),
    **_plain(
        str,
        *["count", "index", "isdigit", "isnumeric", "isalpha", "isalnum", "isspace", "isupper", "islower", "title", "capitalize"],
    ),
    **_plain(str, *["casefold", "swapcase", "removeprefix", "removesuffix"]),
    **{name: _padded(name) for name in ("zfill", "ljust", "rjust", "center")},
    "join": _join,
    "replace": _replace,
    "format": format_text,
}
DATE = {**_plain(date, "isoformat", "weekday", "isoweekday", "replace"), "strftime": _strftime}
METHODS: tuple[tuple[type, dict[str, Method]], ...] = (
    (str, TEXT),
    (dict, {**_plain(dict, "get"), **{name: _listed(name) for name in ("keys", "values", "items")}}),
    (list, _plain(list, "index", "count")),
    (tuple, _plain(tuple, "index", "count")),
    (set, _plain(set, "union", "intersection", "difference", "issubset", "issuperset", "isdisjoint")),
    (
        datetime,
        {
            **_plain(datetime, "isoformat", "weekday", "isoweekday", "replace", "date", "time", "utcoffset"),
            "strftime": _strftime,
            "timestamp": _timestamp,
            "astimezone": _astimezone,
        },
    ),
    (date, DATE),
    (time, {**_plain(time, "isoformat", "replace"), "strftime": _strftime}),
    (timedelta, _plain(timedelta, "total_seconds")),
    (Decimal, _plain(Decimal, "is_nan", "is_finite", "is_zero", "is_signed", "copy_abs")),
    (float, _plain(float, "is_integer")),
)
FIELDS: tuple[tuple[type, frozenset[str]], ...] = (
    (datetime, frozenset({"year", "month", "day", "hour", "minute", "second", "microsecond"})),
    (date, frozenset({"year", "month", "day"})),
    (time, frozenset({"hour", "minute", "second", "microsecond"})),
    (timedelta, frozenset({"days", "seconds", "microseconds"})),
)
METHOD_NAMES = frozenset(name for _, methods in METHODS for name in methods)


def read(value: Any, name: str) -> Any:
    """``value.name``"""
    if isinstance(value, dict):
        if name in value:
            return value[name]
        raise SandboxError(f"There is no key {name!r}; there are: {', '.join(map(str, list(value)[:10])) or 'none'}.")
    for kind, names in FIELDS:
        if isinstance(value, kind):
            if name in names:
                return getattr(value, name)
            break
    raise SandboxError(f"{_called(value)} has no attribute {name!r} that may be read.")


def method(value: Any, name: str) -> Method:
    """The allowed method ``name`` of ``value``."""
    for kind, methods in METHODS:
        if isinstance(value, kind):
            if name in methods:
                return methods[name]
            raise SandboxError(f"{_called(value)} has no method {name!r} that may be called; there are: {', '.join(methods)}.")
    raise SandboxError(f"{_called(value)} has no method {name!r} that may be called.")


def _called(value: Any) -> str:
    return "None" if value is None else f"A {type(value).__name__}"
