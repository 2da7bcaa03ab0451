"""Forgets the past of an instance's tree: history stands in the journal, the tree keeps what the present still needs."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask

from baton.engine.repairs.joins.tokens import CONSUMED
from baton.engine.repairs.tasks.removal import forget
from baton.engine.run.scope import Root


def compact(root: Root) -> None:
    """Drop finished scopes and every task that no active task refers to."""
    for task_id in [task_id for task_id, scope in root.subprocesses.items() if scope.completed or not scope.active]:
        if task_id not in root.subprocesses[task_id].host.workflow.active:
            del root.subprocesses[task_id]
    for scope in root.scopes():
        if not scope.completed:
            _compact(scope)


def _compact(scope: Any) -> None:
    kept = _kept(scope)
    if len(kept) == len(scope.tasks):
        return
    tree = scope.task_tree
    for task_id, task in list(scope.tasks.items()):
        if task_id in kept:
            continue
        del scope.tasks[task_id]
        forget(scope, task)
    for task in scope.tasks.values():
        task._children = [child for child in task._children if child in kept]
    for task_id, parent in kept.items():
        task = scope.tasks[task_id]
        if task is not tree and task._parent != parent:
            task._parent = parent
            scope.tasks[parent]._children.append(task_id)
    if scope.last_task is not None and scope.last_task.id not in scope.tasks:
        scope.last_task = tree


def _kept(scope: Any) -> dict[int, int | None]:
    """The tasks to keep with their parents: the active ones and whatever hangs below them, their own parents, whoever
    several of them descend from, and the hosts of boundary events and loops."""
    tasks, tree = scope.tasks, scope.task_tree
    alive: dict[int, set[int]] = {}
    for task in scope.active.values():
        here = task
        while here._parent is not None:
            known = alive.setdefault(here._parent, set())
            if here.id in known:
                break
            known.add(here.id)
            here = tasks[here._parent]
    kept: dict[int, int | None] = {tree.id: None}
    stack = [(child, tree.id) for child in alive.get(tree.id, ())]
    while stack:
        task_id, parent = stack.pop()
        task = tasks[task_id]
        below = alive.get(task_id, set())
        if _needed(scope, task, below):
            kept[task_id] = parent
            parent = task_id
            for child in task._children:
                if child not in below and _belongs(tasks[child], task):
                    kept[child] = task_id
        stack.extend((child, parent) for child in below)
    return kept


def _needed(scope: Any, task: Any, below: set[int]) -> bool:
    if task.id in scope.active or len(below) > 1 or isinstance(task.task_spec, BoundaryEventSplit | LoopTask):
        return True
    return any(child in scope.active for child in below) or task.task_spec.name in scope.spec.dominators


def _belongs(child: Any, parent: Any) -> bool:
    """Predicted children of an active task stay; so do the siblings of a boundary event."""
    if isinstance(parent.task_spec, BoundaryEventSplit):
        return CONSUMED not in child.internal_data
    return parent.id in parent.workflow.active and not isinstance(parent.task_spec, LoopTask)
