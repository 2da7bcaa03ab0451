"""What people type, as values. Text that is no value of its type stays as typed, so that the page can show it again."""

import json
from decimal import Decimal
from typing import Any

from baton.forms.pages.texts import shown
from baton.forms.schema.compiled import MISSING
from baton.forms.schema.merge import types
from baton.forms.schema.shape import CHOICE, FLAG, NUMBER, Shape
from baton.forms.speaking import moments
from baton.forms.speaking.numbers import number
from baton.forms.speaking.wording import Wording

_LONGEST_NUMBER = 40


def text_value(shape: Shape, text: str, stored: Any, wording: Wording) -> Any:
    """``text`` from one control as a value of ``shape``. What is as it was shown stays exactly as it was ``stored``."""
    if shape.kind == CHOICE:
        return next((choice.value for choice in shape.choices if choice.token == text), text)
    if shape.kind == NUMBER:
        value = _numeric(shape, text, wording)
        unchanged = isinstance(stored, (int, float)) and not isinstance(stored, bool) and value == stored
        return stored if unchanged else value
    if shape.kind == FLAG:
        return {"true": True, "false": False}.get(text, text)
    if shape.schema.get("format") == "date-time":
        return _moment(text, stored, wording)
    lines = _lines(text)
    if not types(shape.schema) and stored is not MISSING and lines == _lines(shown(stored, None, wording, in_words=True)):
        return stored
    if isinstance(stored, str) and lines in (_lines(stored), stored.replace("\r", "").replace("\n", "")):
        return stored
    return _mixed(shape, lines)


def _lines(text: str) -> str:
    """Browsers send every end of a line as CR LF, whatever it was before."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _moment(text: str, stored: Any, wording: Wording) -> str:
    unchanged = isinstance(stored, str) and moments.written(stored, wording.zone) == text
    return str(stored) if unchanged else moments.read(text, wording.zone)


def _numeric(shape: Shape, text: str, wording: Wording) -> int | float | str:
    sign = wording.decimal if wording.seen.numbers else ""
    value = number(text, money=shape.option("widget") == "money", decimal=sign)
    whole = isinstance(value, float) and value.is_integer() and "number" not in types(shape.schema)
    return int(value) if whole else value


def _mixed(shape: Shape, text: str) -> Any:
    """A place that takes text as well as other types gets the other type where the text is exactly that."""
    named = set(types(shape.schema)) - {"null"}
    if named <= {"string"} or len(text) > _LONGEST_NUMBER:
        return text
    try:
        value = json.loads(text, parse_float=_exact)
    except ValueError:
        return text
    kinds = {"boolean": bool, "integer": int, "number": (int, float)}
    fits = [isinstance(value, kinds[name]) and isinstance(value, bool) == (name == "boolean") for name in named & kinds.keys()]  # type: ignore[arg-type]
    return value if any(fits) else text


def _exact(text: str) -> float | str:
    value = float(text)
    return value if Decimal(repr(value)) == Decimal(text) else text
