"""Patterns of designers run on RE2 only: linear time, whatever the pattern and whatever the text."""

import re
from functools import lru_cache
from typing import Any

import re2

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 1 << 20
# JSON Schema patterns are ECMA 262; RE2 spells their code points differently.
_ECMA_CODE_POINT = re.compile(r"(?<!\\)((?:\\\\)*)\\u([0-9a-fA-F]{4})")


class PatternRefused(ValueError):
    """RE2 does not take this pattern."""


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Any:
    try:
        return re2.compile(_ECMA_CODE_POINT.sub(r"\1\\x{\2}", pattern), _OPTIONS)
    except (re2.error, UnicodeError) as error:
        raise PatternRefused(_reason(error)) from error


def matches(pattern: str, text: str) -> bool:
    """Whether ``pattern`` is found in ``text``; a pattern that RE2 refuses matches nothing."""
    try:
        return compiled(pattern).search(text) is not None
    except (PatternRefused, UnicodeError):
        return False


def _reason(error: Exception) -> str:
    detail = error.args[0] if error.args else ""
    return detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
