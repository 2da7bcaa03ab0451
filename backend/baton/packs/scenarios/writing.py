"""Scenarios as plain JSON values, and as the text of a file that people can read."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import tomli_w

from baton.domain.errors import InvalidInput

HEAD_ORDER = ("title", "process", "as", "at", "business_key", "hold", "start", "with", "step", "expect")


def plain(value: Any) -> Any:
    """TOML's values as JSON's: dates become texts."""
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date | time) else value


def toml(story: Mapping[str, Any]) -> bytes:
    """The story as TOML, its head first. What has no value is left out: TOML knows no null."""
    head = {name: _filled(story[name]) for name in HEAD_ORDER if _present(story.get(name))}
    if isinstance(head.get("at"), str):
        head["at"] = datetime.fromisoformat(head["at"])
    try:
        return tomli_w.dumps(head, multiline_strings=True).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidInput(f"This story cannot be written as a file: {error}.") from None


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _filled(one) for name, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        if any(one is None for one in value):
            raise InvalidInput("This story cannot be written as a file: one of its lists has an empty entry.")
        return [_filled(one) for one in value]
    return value


def _present(value: Any) -> bool:
    return value is not None and value != {} and value != [] and value is not False
