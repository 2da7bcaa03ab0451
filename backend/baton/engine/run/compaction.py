"""Forgets the past of an instance's tree: history stands in the journal, the tree keeps what the present still needs."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.joins.tokens import TAKEN_BY
from baton.engine.repairs.tasks.removal import forget
from baton.engine.run.scope import Root

ENOUGH = 24
"""Trees smaller than this are left alone by a step."""


def compact(root: Root, least: int = 0) -> None:
    """Drop finished scopes and, from trees with many tasks (more than ``least`` and three for each active one), every task that no active one refers to.
    What is kept depends on the active tasks alone, however often and however late this is done."""
    for task_id, scope in list(root.subprocesses.items()):
        if task_id not in scope.host.workflow.active:
            del root.subprocesses[task_id]
            for task in scope.active.values():
                root.touch(task)
    for scope in root.scopes():
        if not scope.completed and (not least or len(scope.tasks) > least + 3 * len(scope.active)):
            _compact(scope)


def _compact(scope: Any) -> None:
    tasks, tree = scope.tasks, scope.task_tree
    kept = _kept(scope)
    if len(kept) == len(tasks):
        return
    parents = {task_id: _next_kept(tasks, tasks[task_id]._parent, kept) for task_id in kept}
    for task_id in [task_id for task_id in tasks if task_id not in kept]:
        forget(scope, tasks.pop(task_id))
    for task in tasks.values():
        task._children = []
    for task_id, task in sorted(tasks.items()):
        task._parent = parents[task_id]
        if task is not tree:
            tasks[task._parent]._children.append(task_id)
    if scope.last_task is not None and scope.last_task.id not in tasks:
        scope.last_task = tree


def _next_kept(tasks: dict[int, Any], task_id: int | None, kept: set[int]) -> int | None:
    while task_id is not None and task_id not in kept:
        task_id = tasks[task_id]._parent
    return task_id


def _kept(scope: Any) -> set[int]:
    """The active tasks and what is predicted below them, their parents, whoever several of them descend from, the hosts of
    boundary events and loops, and the last passage through the beginning of each inclusive block."""
    alive = _alive(scope)
    kept = {scope.task_tree.id}
    stack: list[tuple[int, dict[str, int]]] = [(child, {}) for child in alive.get(scope.task_tree.id, ())]
    while stack:
        task_id, passed = stack.pop()
        task, below = scope.tasks[task_id], alive.get(task_id, set())
        if _needed(scope, task, below):
            kept.add(task_id)
            kept.update(child for child in task._children if child not in below and _belongs(scope.tasks[child], task))
            passed = {}
        elif task.task_spec.name in scope.spec.dominators:
            kept.discard(passed.get(task.task_spec.name, 0))
            passed = {**passed, task.task_spec.name: task_id}
            kept.add(task_id)
        stack.extend((child, passed) for child in below)
    return kept


def _alive(scope: Any) -> dict[int, set[int]]:
    """The children below which something is active, by task."""
    alive: dict[int, set[int]] = {}
    for task in (*scope.active.values(), *_taken(scope)):
        here = task
        while here._parent is not None:
            known = alive.setdefault(here._parent, set())
            if here.id in known:
                break
            known.add(here.id)
            here = scope.tasks[here._parent]
    return alive


def _taken(scope: Any) -> list[Any]:
    """Tokens of a join whose firing failed: it still needs their data."""
    return [task for tokens in scope.by_spec.values() for task in tokens.values() if TAKEN_BY in task.internal_data]


def _needed(scope: Any, task: Any, below: set[int]) -> bool:
    if _holds(scope, task.id) or len(below) > 1 or isinstance(task.task_spec, (BoundaryEventSplit, LoopTask)):
        return True
    return any(_holds(scope, child) for child in below)


def _holds(scope: Any, task_id: int) -> bool:
    return task_id in scope.active or TAKEN_BY in scope.tasks[task_id].internal_data


def _belongs(child: Any, parent: Any) -> bool:
    """Predicted children of an active task stay."""
    return parent.id in parent.workflow.active and child._state < TaskState.WAITING
