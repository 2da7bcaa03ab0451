"""Patterns of designers run on RE2 only: linear time, whatever the pattern and whatever the text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 1 << 20
# JSON Schema patterns are ECMA 262; RE2 spells some of their signs differently, and knows fewer blanks.
_TOKEN = re.compile(
    r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})|\\u(?P<code>[0-9a-fA-F]{4})|\\u\{(?P<point>[0-9a-fA-F]{1,6})\}"
    r"|\\c(?P<control>[A-Za-z])|\\(?P<blank>[sS])|\\(?P<set>[pP])\{(?P<name>[A-Za-z_]+(?:=[A-Za-z_]+)?)\}|\\.|(?P<mark>[\[\]])|[^\\\[\]]+",
    re.DOTALL,
)
_BLANKS = r"\s\v\x{a0}\x{feff}\p{Z}"
_CATEGORIES = {
    "letter": "L", "uppercase_letter": "Lu", "lowercase_letter": "Ll", "titlecase_letter": "Lt", "modifier_letter": "Lm", "other_letter": "Lo",
    "mark": "M", "number": "N", "decimal_number": "Nd", "digit": "Nd", "letter_number": "Nl", "other_number": "No", "punctuation": "P",
    "punct": "P", "symbol": "S", "math_symbol": "Sm", "currency_symbol": "Sc", "separator": "Z", "space_separator": "Zs", "other": "C", "control": "Cc",
}  # fmt: skip


class PatternRefused(ValueError):
    """RE2 does not take this pattern."""


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Any:
    try:
        return re2.compile("".join(_spelled(pattern)), _OPTIONS)
    except (re2.error, UnicodeError) as error:
        raise PatternRefused(_reason(error)) from error


def matches(pattern: str, text: str) -> bool:
    """Whether ``pattern`` is found in ``text``; a pattern that RE2 refuses matches nothing."""
    try:
        return compiled(pattern).search(text) is not None
    except (PatternRefused, UnicodeError):
        return False


def _spelled(pattern: str) -> Iterator[str]:
    """The pattern in RE2's spelling, part by part."""
    in_set = False
    for found in _TOKEN.finditer(pattern):
        if mark := found["mark"]:
            yield r"\[" if mark == "[" and in_set else mark
            in_set = mark == "["
        else:
            yield _part(found, in_set)


def _part(found: re.Match[str], in_set: bool) -> str:
    if found["high"]:
        return rf"\x{{{0x10000 + (int(found['high'], 16) - 0xD800) * 0x400 + int(found['low'], 16) - 0xDC00:x}}}"
    if code := found["code"] or found["point"]:
        return rf"\x{{{code}}}"
    if control := found["control"]:
        return rf"\x{{{ord(control.upper()) - 64:x}}}"
    if blank := found["blank"]:
        return (_BLANKS if in_set else f"[{_BLANKS}]") if blank == "s" else found[0] if in_set else f"[^{_BLANKS}]"
    if name := found["name"]:
        bare = name.rpartition("=")[2]
        return rf"\{found['set']}{{{_CATEGORIES.get(bare.lower(), bare)}}}"
    return found[0]


def _reason(error: Exception) -> str:
    detail = error.args[0] if error.args else ""
    return detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
