"""The variables of a scope as a reader sees them: what all active tokens together made of the data they started from."""

import math
from typing import Any, NamedTuple, cast

from baton.engine.repairs.joins.three_way import NOTHING, Writes, both, merged
from baton.engine.repairs.joins.writes import since, written

Alive = dict[int, dict[int, float]]
"""By task: the children below which something is active, each with the newest active task there. What is active does not
change when the past is forgotten, so the order in which branches are merged does not either."""


class Held(NamedTuple):
    """Variables, and what was written of them since somewhere above."""

    data: dict[str, Any]
    writes: Writes


def view(top: Any, scope: Any, asking: Any = None) -> dict[str, Any]:
    """Merged over the active tokens of ``scope``, or what the last one left. Where tokens disagree the newest one is right, or the
    one that is ``asking``."""
    tasks = _tokens(scope)
    if not tasks:
        return dict(scope.last_task.data) if scope.last_task is not None else {}
    if len(tasks) == 1:
        return held_by(top, tasks[0])
    alive, trunk = _alive(scope, tasks, asking), scope.task_tree
    while trunk.id not in scope.active and len(alive[trunk.id]) == 1:
        trunk = scope.tasks[next(iter(alive[trunk.id]))]  # what was written before they parted is the same for all
    return _below(top, trunk, alive).data


def held(top: Any, scope: Any) -> Held:
    """As ``view``, with what was written since the scope began."""
    tasks = _tokens(scope)
    if tasks:
        return _below(top, scope.task_tree, _alive(scope, tasks, None))
    return Held(view(top, scope), NOTHING if scope.last_task is None else since(scope.task_tree, scope.last_task))


def written_in(top: Any, task: Any) -> Writes:
    """What was written in an activity that has not ended."""
    return _below(top, task, _alive(task.workflow, _tokens(task.workflow), None)).writes


def _tokens(scope: Any) -> list[Any]:
    return [task for task in scope.speaking.values() if task.id not in scope.armed]


def _alive(scope: Any, tasks: list[Any], asking: Any) -> Alive:
    alive: Alive = {}
    for age, task in sorted(((_age(scope, task, asking), task) for task in tasks), key=lambda one: -one[0]):
        here = task
        while here._parent is not None:
            known = alive.setdefault(here._parent, {})
            if here.id in known:
                break
            known[here.id] = age
            here = scope.tasks[here._parent]
    return alive


def _age(scope: Any, task: Any, asking: Any) -> float:
    """How new the newest is of a task and of what rests below it."""
    resting = scope.resting.get(task.id)
    return math.inf if task is asking else task.id if resting is None else max(task.id, resting.newest())


def _below(top: Any, task: Any, alive: Alive) -> Held:
    scope, writes = task.workflow, written(task)
    while task.id not in scope.active and len(alive[task.id]) == 1:
        task = scope.tasks[next(iter(alive[task.id]))]
        if wrote := written(task):
            writes = both(writes, wrote)
    data, inside = _of(top, task)
    writes = both(writes, inside)
    children = {} if collects(task.task_spec) else alive.get(task.id, {})
    hidden = items(task.task_spec) - data.keys() if children else ()
    for child in sorted(children, key=children.__getitem__):
        held = _below(top, scope.tasks[child], alive)
        wrote = {name: inner for name, inner in held.writes.items() if name not in hidden} if hidden else held.writes
        data, writes = merged(data, held.data, wrote), both(writes, wrote)
    return Held(data, writes)


def collects(spec: Any) -> bool:
    """Whether a multi-instance activity takes nothing from its instances but one result each: the rest stays with them."""
    return getattr(spec, "data_output", None) is not None and getattr(spec, "output_item", None) is not None


def items(spec: Any) -> set[str]:
    """The names under which a multi-instance activity hands something to an instance, and takes something from it: what stands
    there belongs to that instance alone."""
    found = (getattr(spec, "input_item", None), getattr(spec, "output_item", None))
    return {item.bpmn_id for item in found if item is not None}


def held_by(top: Any, task: Any) -> dict[str, Any]:
    """What one active task holds: its own data, or what runs inside of it."""
    inside = _inside(top, task)
    return cast(dict[str, Any], task.data) if inside is None else view(top, inside)


def written_by(top: Any, task: Any) -> Writes:
    """What one active task wrote, what runs inside of it included."""
    return both(written(task), _of(top, task).writes)


def _of(top: Any, task: Any) -> Held:
    inside = _inside(top, task)
    return Held(task.data, NOTHING) if inside is None else held(top, inside)


def _inside(top: Any, task: Any) -> Any:
    """What runs inside of a task, if its variables are those of the task."""
    scope = top.subprocesses.get(task.id)
    if scope is None or not scope.active or task.id in task.workflow.armed:
        return None
    return None if scope.spec.io_specification is not None and scope.spec.io_specification.data_inputs else scope


def visible(top: Any) -> dict[str, Any]:
    """The variables of the instance, its data objects included."""
    objects = {name: value for name, value in top.data_objects.items() if value is not None}
    return {**objects, **view(top, top)}
