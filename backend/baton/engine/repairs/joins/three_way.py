"""Merging what parallel branches did to the data they all started from."""

from typing import Any

_ABSENT = object()


def merged(base: dict[str, Any], target: dict[str, Any], branch: dict[str, Any]) -> dict[str, Any]:
    """``target`` with everything that ``branch`` changed relative to ``base``; dictionaries are merged key by key,
    lists are replaced as a whole. None of the three is changed."""
    result = dict(target)
    for key, value in branch.items():
        before = base.get(key, _ABSENT)
        if value is before or (before is not _ABSENT and same(before, value)):
            continue
        present = result.get(key)
        if isinstance(value, dict) and isinstance(before, dict) and isinstance(present, dict):
            result[key] = merged(before, present, value)
        else:
            result[key] = value
    for key in base:
        if key not in branch:
            result.pop(key, None)
    return result


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


def common_ancestor(tasks: list[Any]) -> Any:
    """The deepest task from which all ``tasks`` descend."""
    known = tasks[0].workflow.tasks
    paths = [_path(task, known) for task in tasks]
    shared = set(paths[0]).intersection(*paths[1:])
    return known[next(task_id for task_id in paths[0] if task_id in shared)]


def _path(task: Any, known: dict[int, Any]) -> list[int]:
    path = []
    while task is not None:
        path.append(task.id)
        task = known.get(task._parent)
    return path
