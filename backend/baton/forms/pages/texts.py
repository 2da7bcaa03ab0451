"""How a value is written into a control, so that reading the control back gives the same value."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from baton.forms.schema.compiled import MISSING
from baton.forms.schema.formats import is_date, is_time


def shown(value: Any, format_name: str | None = None) -> str:
    if value is MISSING or value is None:
        return ""
    if isinstance(value, str):
        return moment(value) if format_name == "date-time" else value
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return json.dumps(value, ensure_ascii=False)


def moment(text: str) -> str:
    """A point in time as a browser's control wants it, in UTC; other text stays as it is."""
    try:
        point = datetime.fromisoformat(text)
    except ValueError:
        return text
    local = point.astimezone(UTC).replace(tzinfo=None) if point.tzinfo else point
    if local.microsecond:
        return local.isoformat(timespec="milliseconds")
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def fits_control(text: str, format_name: str | None) -> bool:
    """Whether a date or time control can show ``text``. A browser drops what it cannot show, so such text gets a text control."""
    try:
        if format_name == "date":
            return not text or is_date(text)
        if format_name == "time":
            return not text or (is_time(text) and text[-1].isdigit() and "+" not in text and "-" not in text)
        if format_name == "date-time":
            return not text or datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False
    return True
