"""Merging what parallel branches did to the data they all started from: a merge takes a variable from the branches that wrote it
since they parted, even when its value is again the one they started with."""

from collections.abc import Mapping
from itertools import compress, repeat
from operator import is_not
from typing import Any

_ABSENT = object()

Writes = Mapping[str, Any]
"""What was written: by name None for a whole variable, or the writes within one that holds an object."""
NOTHING: Writes = {}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Writes:
    """What differs, what is gone included; within objects key by key, lists as a whole."""
    found: dict[str, Any] = {}
    others = compress(after, map(is_not, after.values(), map(before.get, after, repeat(_ABSENT))))  # asked at every merge
    new = 0
    for name in others:
        value, present = after[name], before.get(name, _ABSENT)
        if isinstance(value, dict) and isinstance(present, dict):
            if inner := changes(present, value):
                found[name] = inner
        elif present is _ABSENT or not same(present, value):
            new += present is _ABSENT
            found[name] = None
    if len(before) + new > len(after):
        found.update(dict.fromkeys(before.keys() - after.keys()))
    return found


def merged(target: Mapping[str, Any], branch: Mapping[str, Any], writes: Writes) -> dict[str, Any]:
    """``target`` with what a branch wrote. Neither is changed."""
    result = dict(target)
    for name in writes if len(writes) == 1 else [*filter(writes.__contains__, branch), *(writes.keys() - branch.keys())]:
        if name not in branch:
            result.pop(name, None)
            continue
        value, inner, present = branch[name], writes[name], result.get(name)
        whole = inner is None or not isinstance(value, dict) or not isinstance(present, dict)
        result[name] = value if whole else merged(present, value, inner)  # type: ignore[arg-type]
    return result


def both(first: Writes, then: Writes) -> Writes:
    """What was written by one or the other."""
    if not first or not then:
        return first or then
    found = dict(first)
    for name, inner in then.items():
        present = found.get(name, NOTHING)
        found[name] = None if inner is None or present is None else both(present, inner)
    return found


def without(writes: Writes, told: Writes) -> dict[str, Any]:
    """Those of ``writes`` that ``told`` does not tell already, by name."""
    found: dict[str, Any] = {}
    for name in sorted(writes):
        inner, known = writes[name], told.get(name, NOTHING)
        if inner is None:
            if known is not None:
                found[name] = None
        elif known is not None and (rest := without(inner, known)):
            found[name] = rest
    return found


def same(left: Any, right: Any) -> bool:
    """Whether two JSON values are equal down to the type and the order of keys (``1``, ``1.0`` and ``true`` differ)."""
    if left is right:
        return True
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(value, right[key]) for key, value in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)
