"""How big and how deep values and schemas may be, and which characters they may hold."""

import re
from math import isfinite
from typing import Any

from baton.domain.problems import Problem
from baton.forms.pages.permitted import MOST_ITEMS
from baton.forms.schema.paths import ROOT, join
from baton.forms.speaking.wording import Wording

MOST_VALUES = 100_000
DEEPEST_VALUE = 16
LARGEST_FILE = 256 * 1024
# Databases cannot hold the one, no encoding the other; nobody types either.
_UNKEPT = re.compile(r"[\x00\ud800-\udfff]")
_NO_TEXT = "The text holds a character that cannot be kept (NUL, or half of a pair). Take it out and send it again."


def too_big(values: Any, wording: Wording) -> Problem | None:
    """The first place where values go beyond what Baton accepts. Walks without recursion: the values may be hostile."""
    waiting: list[tuple[str, Any, int]] = [(ROOT, values, 0)]
    seen = 0
    while waiting:
        path, value, depth = waiting.pop()
        seen += 1
        if found := _refused(value, depth, seen):
            rule, text, limit = found
            return Problem(rule, wording.say(text, limit=wording.counted(limit)), field=path)
        if isinstance(value, dict):
            waiting.extend((join(path, key), item, depth + 1) for key, item in value.items())
        elif isinstance(value, list):
            waiting.extend((join(path, index), item, depth + 1) for index, item in enumerate(value))
    return None


def _refused(value: Any, depth: int, seen: int) -> tuple[str, str, int] | None:
    if depth > DEEPEST_VALUE:
        return "form.too-deep", "Values may be nested {limit} levels deep at most.", DEEPEST_VALUE
    if isinstance(value, list | dict) and len(value) > MOST_ITEMS:
        return "form.too-many", "At most {limit} entries are accepted in one place.", MOST_ITEMS
    if seen > MOST_VALUES:
        return "form.too-many", "At most {limit} values are accepted at once.", MOST_VALUES
    texts = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
    if any(_UNKEPT.search(text) for text in texts if isinstance(text, str)):
        return "form.characters", _NO_TEXT, 0
    if isinstance(value, float) and not isfinite(value):
        return "form.type", "Infinity and “not a number” are not numbers that can be kept.", 0
    return None


def nesting(document: Any) -> int:
    """How deep lists and objects lie inside each other, found without recursion."""
    deepest, waiting = 0, [(document, 1)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict | list):
            deepest = max(deepest, depth)
            waiting.extend((item, depth + 1) for item in (value.values() if isinstance(value, dict) else value))
    return deepest
