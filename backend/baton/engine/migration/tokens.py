"""Where an instance stands: its tokens, each with what listens or runs beside and inside of it."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState


def tokens(scope: Any) -> list[Any]:
    """The tasks of a scope that stand for a token each: no listeners, and a repeated activity counts once."""
    return [
        task
        for task in sorted(scope.active.values(), key=lambda task: task.id)
        if task.id not in scope.armed and not is_listener(task) and not _is_pass(task)
    ]


def is_listener(task: Any) -> bool:
    """Whether the task is a boundary event that waits beside its host."""
    return isinstance(task.task_spec, BoundaryEvent) and task._state == TaskState.WAITING


def _is_pass(task: Any) -> bool:
    parent = task.parent
    return parent is not None and isinstance(parent.task_spec, LoopTask) and parent.id in task.workflow.active


def passes(token: Any) -> list[Any]:
    """The passes of a repeated activity that run now."""
    return (
        [child for child in token.children if child.id in token.workflow.active] if isinstance(token.task_spec, LoopTask) else []
    )


def split_of(token: Any) -> Any:
    """The split under which a token stands beside its boundary events, or None."""
    parent = None if isinstance(token.task_spec, BoundaryEvent) else token.parent
    return parent if parent is not None and isinstance(parent.task_spec, BoundaryEventSplit) else None


def listeners(token: Any) -> list[Any]:
    """The boundary events that wait beside a token."""
    split = split_of(token)
    return [] if split is None else [child for child in split.children if is_listener(child)]


def waits_at_join(token: Any) -> bool:
    """Whether the token waits for others."""
    return isinstance(token.task_spec, UnstructuredJoin) and token._state == TaskState.WAITING


def armed(scope: Any) -> list[Any]:
    """The event sub-processes of a scope that listen."""
    return [scope.tasks[task_id] for task_id in sorted(scope.armed & scope.active.keys())]


def open_scopes(root: Any) -> Iterator[Any]:
    """The process and everything that runs inside of it and has not ended, outer ones first."""
    yield root
    for _, scope in sorted(root.subprocesses.items()):
        if not scope.completed and scope.host.id in scope.host.workflow.active:
            yield scope


def place(task: Any) -> tuple[str, str]:
    """The scope and the element of a task."""
    around = task.task_spec.around
    return task.workflow.spec.name, around.id if around is not None else task.task_spec.name.partition(":")[0]
