"""Forgets the past of an instance's tree: history stands in the journal, the tree keeps what the present still needs."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.joins.three_way import NOTHING
from baton.engine.repairs.joins.tokens import TAKEN_BY
from baton.engine.repairs.joins.writes import SAW, WRITTEN, remember, since
from baton.engine.repairs.tasks.removal import forget
from baton.engine.run.scope import Root

ENOUGH = 24
"""Trees smaller than this are left alone by a step."""


def compact(root: Root) -> None:
    """Drop finished scopes and every task that no active one refers to. What is kept depends on the active tasks alone, however
    often and however late this is done."""
    _drop(root, list(root.subprocesses.values()))
    for scope in root.scopes():
        if not scope.completed:
            _compact(scope)


def trim(root: Root, touched: Mapping[int, Any]) -> None:
    """Do so where a step moved something: in trees with many more tasks than active ones."""
    _drop(root, [root.subprocesses[task_id] for task_id in touched if task_id in root.subprocesses])
    for scope in {id(task.workflow): task.workflow for task in touched.values()}.values():
        if not scope.completed and root.holds(scope) and len(scope.tasks) > ENOUGH + 3 * len(scope.active):
            _compact(scope)


def _drop(root: Root, scopes: list[Any]) -> None:
    for scope in scopes:
        if scope.number not in scope.host.workflow.active:
            del root.subprocesses[scope.number]
            for task in scope.active.values():
                root.touch(task)


def _compact(scope: Any) -> None:
    tasks, tree = scope.tasks, scope.task_tree
    alive = _alive(scope)
    kept, trunk = _kept(scope, alive), _trunk(scope, alive)
    parents = {task_id: _next_kept(tasks, tasks[task_id]._parent, kept) for task_id in kept}
    writes = {
        task_id: NOTHING if task_id in trunk else since(tasks[above], tasks[task_id])
        for task_id, above in parents.items()
        if above is not None and _leaves_out(tasks[task_id], above)
    }
    if len(kept) == len(tasks) and not writes:
        return
    for task_id in [task_id for task_id in tasks if task_id not in kept]:
        forget(scope, tasks.pop(task_id))
    for task in tasks.values():
        task._children = []
    for task_id, task in sorted(tasks.items()):
        task._parent = parents[task_id]
        if task is not tree:
            tasks[task._parent]._children.append(task_id)
    for task_id, wrote in writes.items():
        remember(tasks[task_id], wrote)
    if scope.last_task is not None and scope.last_task.id not in tasks:
        scope.last_task = tree


def _leaves_out(task: Any, above: int) -> bool:
    """Whether it has to be told anew what a task wrote: some that came before it are forgotten now, or were forgotten before."""
    return above != task._parent or WRITTEN in task.internal_data


def _trunk(scope: Any, alive: dict[int, set[int]]) -> set[int]:
    """The tasks of an instance from which everything descends that is active: nobody will ask again what they wrote."""
    trunk: set[int] = set()
    here = scope.task_tree.id
    while scope is scope.top_workflow and here not in scope.active and len(alive.get(here, ())) == 1:
        here = next(iter(alive[here]))
        trunk.add(here)
    return trunk


def _next_kept(tasks: dict[int, Any], task_id: int | None, kept: set[int]) -> int | None:
    while task_id is not None and task_id not in kept:
        task_id = tasks[task_id]._parent
    return task_id


def _kept(scope: Any, alive: dict[int, set[int]]) -> set[int]:
    """The active tasks and what is predicted below them, their parents, whoever several of them descend from, the hosts of
    boundary events and loops, and who began with what others had written."""
    kept = {scope.task_tree.id}
    stack: list[tuple[int, set[int]]] = [(child, set()) for child in alive.get(scope.task_tree.id, ())]
    while stack:
        task_id, began = stack.pop()
        task, below = scope.tasks[task_id], alive.get(task_id, set())
        if _needed(scope, task, below):
            kept.add(task_id)
            kept.update(child for child in task._children if child not in below and _belongs(scope.tasks[child], task))
            kept.update(began if SAW not in task.internal_data else ())
            began = set()
        elif SAW in task.internal_data:
            began = {task_id}
        stack.extend((child, began) for child in below)
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
    if _holds(scope, task.id) or len(below) > 1:
        return True
    if isinstance(task.task_spec, (BoundaryEventSplit, LoopTask)):
        return True
    return any(_holds(scope, child) for child in below)


def _holds(scope: Any, task_id: int) -> bool:
    return task_id in scope.active or TAKEN_BY in scope.tasks[task_id].internal_data


def _belongs(child: Any, parent: Any) -> bool:
    """Predicted children of an active task stay."""
    return parent.id in parent.workflow.active and child._state < TaskState.WAITING
