"""What people type, as values. Text that is no value of its type stays as typed, so that the page can show it again."""

import json
import re
from math import isfinite
from typing import Any

from baton.forms.schema.merge import types
from baton.forms.schema.shape import CHOICE, FLAG, NUMBER, Shape

_LONGEST_NUMBER = 40
_BLANKS = re.compile(r"[\s\u00a0\u202f'’]")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?P<group>[.,])\d{3})(?:(?P=group)\d{3})*(?P<rest>[.,]\d+)?", re.ASCII)
_LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?", re.ASCII)


def ambiguous(text: str, money: bool = False) -> bool:
    """``1,234`` is a thousand and more to some and one and a bit to others. An amount of money can hardly be ``1.234`` either."""
    return re.fullmatch(r"[+-]?[1-9]\d{0,2}" + ("[.,]" if money else ",") + r"\d{3}", _BLANKS.sub("", text), re.ASCII) is not None


def number(text: str, money: bool = False) -> int | float | str:
    """A number written with a decimal point or a decimal comma, grouped or not; else ``text`` itself."""
    bare = _BLANKS.sub("", text)
    if len(bare) > _LONGEST_NUMBER or ambiguous(bare, money):
        return text
    if _DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    elif not _PLAIN.fullmatch(bare):
        bare = _ungrouped(bare)
    if not bare:
        return text
    value = _number(bare)
    return value if isfinite(value) else text


def _ungrouped(bare: str) -> str:
    """``1.234,56`` and ``1,234,567`` can be read in one way only."""
    match = _GROUPED.fullmatch(bare)
    if match is None or (match["rest"] or "").startswith(match["group"]):
        return ""
    if match["rest"] is None and bare.count(match["group"]) < 2:
        return ""
    whole = bare[: match.start("rest")] if match["rest"] else bare
    return whole.replace(match["group"], "") + (match["rest"] or "").replace(",", ".")


def _number(bare: str) -> int | float:
    return int(bare) if bare.lstrip("+-").isdigit() else float(bare)


def text_value(shape: Shape, text: str) -> Any:
    """``text`` from one control as a value of ``shape``."""
    if shape.kind == CHOICE:
        return next((choice.value for choice in shape.choices if choice.token == text), text)
    if shape.kind == NUMBER:
        return _numeric(shape, text)
    if shape.kind == FLAG:
        return {"true": True, "false": False}.get(text, text)
    if shape.schema.get("format") == "date-time" and _LOCAL_TIME.fullmatch(text):
        return f"{text}Z" if text.count(":") == 2 else f"{text}:00Z"
    return _mixed(shape, text.replace("\r\n", "\n"))


def _numeric(shape: Shape, text: str) -> int | float | str:
    value = number(text, money=shape.option("widget") == "money")
    whole = isinstance(value, float) and value.is_integer() and "number" not in types(shape.schema)
    return int(value) if whole else value


def _mixed(shape: Shape, text: str) -> Any:
    """A place that takes text as well as other types gets the other type where the text is exactly that."""
    named = set(types(shape.schema)) - {"null"}
    if named <= {"string"} or len(text) > _LONGEST_NUMBER:
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    kinds = {"boolean": bool, "integer": int, "number": (int, float)}
    return value if any(isinstance(value, kinds[name]) for name in named & kinds.keys()) else text  # type: ignore[arg-type]
