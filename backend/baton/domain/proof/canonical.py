"""Canonical JSON: equal text for equal values, so that equal hashes mean equal content."""

import json
from typing import Any

_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=str
).encode  # fmt: skip


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks."""
    return _encode(value)
