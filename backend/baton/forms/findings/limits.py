"""How big and how deep values and schemas may be."""

from typing import Any

from baton.domain.problems import Problem
from baton.forms.schema.paths import ROOT, join

MOST_ITEMS = 10_000
MOST_VALUES = 100_000
DEEPEST_VALUE = 16
LARGEST_FILE = 256 * 1024


def too_big(values: Any) -> Problem | None:
    """The first place where values go beyond what Baton accepts. Walks without recursion: the values may be hostile."""
    waiting: list[tuple[str, Any, int]] = [(ROOT, values, 0)]
    seen = 0
    while waiting:
        path, value, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST_VALUE:
            return Problem("form.too-deep", f"Values may be nested {DEEPEST_VALUE} levels deep at most.", field=path)
        if isinstance(value, list | dict) and len(value) > MOST_ITEMS:
            return Problem("form.too-many", f"At most {MOST_ITEMS:,} entries are accepted in one place.", field=path)
        if seen > MOST_VALUES:
            return Problem("form.too-many", f"At most {MOST_VALUES:,} values are accepted at once.", field=path)
        if isinstance(value, dict):
            waiting.extend((join(path, key), item, depth + 1) for key, item in value.items())
        elif isinstance(value, list):
            waiting.extend((join(path, index), item, depth + 1) for index, item in enumerate(value))
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
