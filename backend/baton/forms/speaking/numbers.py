"""What people type as a number. The person's own way to write it wins; any other way is read where it can mean one thing only."""

import re
from decimal import Decimal
from math import isfinite

_LONGEST = 40
_BLANKS = re.compile(r"[\s\u00a0\u202f'’]")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?P<group>[.,])\d{3})(?:(?P=group)\d{3})*(?P<rest>[.,]\d+)?", re.ASCII)


def ambiguous(text: str, money: bool = False) -> bool:
    """``1,234`` is a thousand and more to some and one and a bit to others. An amount of money can hardly be ``1.234`` either."""
    return re.fullmatch(r"[+-]?[1-9]\d{0,2}" + ("[.,]" if money else ",") + r"\d{3}", _BLANKS.sub("", text), re.ASCII) is not None


def number(text: str, money: bool = False, decimal: str = "") -> int | float | str:
    """The number that ``text`` says, else ``text`` itself. ``decimal`` is the person's decimal sign, where it is known."""
    bare = _BLANKS.sub("", text)
    if len(bare) > _LONGEST:
        return text
    known = _own(bare, decimal, money) if decimal else ""
    if not known:
        if ambiguous(bare, money):
            return text
        known = _decided(bare)
    return _value(known, text)


def _own(bare: str, decimal: str, money: bool) -> str:
    """The digits with a decimal point, read the person's way; empty where that way does not fit, or hardly can be meant."""
    group = "," if decimal == "." else "."
    whole, sign, rest = bare.partition(decimal)
    if group in rest or not re.fullmatch(rf"[+-]?(\d+|\d{{1,3}}({re.escape(group)}\d{{3}})+)", whole, re.ASCII):
        return ""
    if sign and not re.fullmatch(r"\d+", rest, re.ASCII):
        return ""
    if money and len(rest) == 3 and group not in whole and not whole.lstrip("+-").startswith("0"):
        return ""
    return whole.replace(group, "") + (f".{rest}" if rest else "")


def _decided(bare: str) -> str:
    if _DECIMAL_COMMA.fullmatch(bare):
        return bare.replace(",", ".")
    return bare if _PLAIN.fullmatch(bare) else _ungrouped(bare)


def _ungrouped(bare: str) -> str:
    """``1.234,56`` and ``1,234,567`` can be read in one way only."""
    match = _GROUPED.fullmatch(bare)
    if match is None or (match["rest"] or "").startswith(match["group"]):
        return ""
    if match["rest"] is None and bare.count(match["group"]) < 2:
        return ""
    whole = bare[: match.start("rest")] if match["rest"] else bare
    return whole.replace(match["group"], "") + (match["rest"] or "").replace(",", ".")


def _value(bare: str, text: str) -> int | float | str:
    if not bare:
        return text
    if bare.lstrip("+-").isdigit():
        return int(bare)
    value = float(bare)
    return value if isfinite(value) and Decimal(repr(value)) == Decimal(bare) else text


def too_exact(text: str) -> bool:
    """Whether ``text`` is a number with more digits than can be kept; it is asked about instead of being rounded unseen."""
    bare = _BLANKS.sub("", text).replace(",", ".")
    return len(bare) <= _LONGEST and bool(_PLAIN.fullmatch(bare)) and isfinite(float(bare)) and isinstance(_value(bare, ""), str)
