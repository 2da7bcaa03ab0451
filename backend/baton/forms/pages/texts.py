"""How a value is written into a control, so that reading the control back gives the same value."""

import json
from datetime import datetime
from typing import Any

from baton.forms.rules.formats import is_date, is_time
from baton.forms.schema.compiled import MISSING
from baton.forms.speaking import moments
from baton.forms.speaking.wording import Wording


def shown(value: Any, format_name: str | None, wording: Wording, in_words: bool = False) -> str:
    """``value`` as text of a control. A place that takes words as well has its numbers in JSON's spelling."""
    if value is MISSING or value is None:
        return ""
    if isinstance(value, str):
        return moments.written(value, wording.zone) if format_name == "date-time" else value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and not in_words:
        return wording.typed(value)
    return json.dumps(value, ensure_ascii=False)


def fits_control(text: str, format_name: str | None, wording: Wording) -> bool:
    """Whether a date or time control can show ``text``. A browser drops what it cannot show, so such text gets a text control."""
    try:
        if format_name == "date":
            return not text or is_date(text)
        if format_name == "time":
            return not text or (is_time(text) and text[-1].isdigit() and "+" not in text and "-" not in text)
        if format_name == "date-time":
            return not text or _on_the_clock(text, wording)
    except ValueError:
        return False
    return True


def _on_the_clock(text: str, wording: Wording) -> bool:
    """A time that occurs twice, or never, is written out with its offset."""
    point = moments.local(text)
    return isinstance(point, datetime) and moments.how_often(point, wording.zone) is moments.Clock.ONCE
