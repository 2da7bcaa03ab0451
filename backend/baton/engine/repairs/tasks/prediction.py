"""SpiffWorkflow builds the whole future of a task in advance, which grows exponentially with parallel blocks: twelve of them
in a row are 32 765 tasks. One level is enough to go on, and nothing below a gateway before it has chosen."""

from typing import Any

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.specs.MultiChoice import MultiChoice
from SpiffWorkflow.util.task import TaskState


def _predict(self: Any, my_task: Any, seen: Any = None, looked_ahead: int = 0, mask: int = TaskState.PREDICTED_MASK) -> None:
    if my_task.has_state(mask):
        self._predict_hook(my_task)


def _nothing(self: Any, my_task: Any) -> None:
    return None


def install() -> None:
    """Put the repair in place."""
    TaskSpec._predict = _predict
    MultiChoice._predict_hook = _nothing
