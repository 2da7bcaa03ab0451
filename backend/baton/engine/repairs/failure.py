"""What may go wrong inside an activity, and how it is told to people."""

from typing import Any

from SpiffWorkflow.exceptions import SpiffWorkflowException

from baton.domain.incidents import FailureKind
from baton.domain.ports.decisions import DecisionError
from baton.domain.ports.sandbox import SandboxError

FAILED = "failed"
"""Key in a task's internal data; its value is where the task failed: ``enter``, ``run`` or ``complete``."""


class ActivityFailed(Exception):
    """An activity cannot go on. Its message is for designers."""

    def __init__(self, kind: FailureKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


# What a model can cause by its own text or data; anything else is a bug of ours and may be seen as one.
CAUSED_BY_MODEL = (
    ActivityFailed,
    SandboxError,
    DecisionError,
    SpiffWorkflowException,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
)


def explain(error: Exception) -> tuple[FailureKind, str]:
    """Kind and sentence of a failure."""
    if isinstance(error, ActivityFailed):
        return error.kind, str(error)
    if isinstance(error, DecisionError):
        return FailureKind.DECISION, str(error)
    if isinstance(error, SandboxError):
        return FailureKind.EXPRESSION, str(error)
    if isinstance(error, SpiffWorkflowException):
        return _kind_of(error), str(error.args[0]) if error.args else str(error)
    return FailureKind.EXPRESSION, f"{type(error).__name__}: {error}"


def _kind_of(error: Any) -> FailureKind:
    spec = getattr(error, "task_spec", None)
    return FailureKind.CONDITION if getattr(spec, "cond_task_specs", None) is not None else FailureKind.EXPRESSION
