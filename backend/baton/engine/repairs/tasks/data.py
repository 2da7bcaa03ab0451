"""SpiffWorkflow shares nested lists and dictionaries between tasks and changes them in place: history changes afterwards,
branches see each other's writes, and an instance kept in memory ends with other data than one that was stored in between.
Here nothing that two tasks share is ever changed; a task takes its parent's data once, on entering."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.deep_merge import DeepMerge


def merge(target: dict[str, Any], source: Mapping[str, Any], path: Any = None) -> dict[str, Any]:
    """Put ``source`` over ``target``; dictionaries are merged into new ones, everything else is replaced."""
    for key, value in source.items():
        present = target.get(key)
        if isinstance(present, dict) and isinstance(value, dict) and present is not value:
            target[key] = merge(dict(present), value)
        else:
            target[key] = value
    return target


def _inherit(self: Any) -> None:
    if not self.data:
        self.data = dict(self.parent.data)


def install() -> None:
    """Put the repair in place."""
    DeepMerge.merge = staticmethod(merge)
    Task._inherit_data = _inherit
