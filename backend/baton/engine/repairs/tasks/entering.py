"""SpiffWorkflow checks the specification of a task anew whenever the task becomes ready; it was checked when it was compiled."""

from typing import Any

from SpiffWorkflow.specs.base import TaskSpec


def _on_ready(self: Any, my_task: Any) -> None:
    self._on_ready_hook(my_task)


def install() -> None:
    """Put the repair in place."""
    TaskSpec._on_ready = _on_ready
