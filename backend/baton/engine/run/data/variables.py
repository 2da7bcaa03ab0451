"""The variables of a scope as a reader sees them: what all active tokens together made of the data they started from."""

import math
from typing import Any, cast

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask

from baton.engine.repairs.joins.three_way import merged, same

Alive = dict[int, dict[int, float]]
"""By task: the children below which something is active, each with the newest active task there. What is active does not
change when the past is forgotten, so the order in which branches are merged does not either."""


def view(top: Any, scope: Any, asking: Any = None) -> dict[str, Any]:
    """Merged over the active tokens of ``scope``, or what the last one left. Where tokens disagree the newest one is right, or the
    one that is ``asking``."""
    tasks = [task for task in scope.speaking.values() if task.id not in scope.armed]
    if not tasks:
        return dict(scope.last_task.data) if scope.last_task is not None else {}
    if len(tasks) == 1:
        return held_by(top, tasks[0])
    return _below(top, scope.task_tree, _alive(scope, tasks, asking))


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
    return math.inf if task is asking else max(task.id, next(reversed(resting))) if resting else task.id


def _below(top: Any, task: Any, alive: Alive) -> dict[str, Any]:
    scope = task.workflow
    while task.id not in scope.active and len(alive[task.id]) == 1:
        task = scope.tasks[next(iter(alive[task.id]))]
    own = result = held_by(top, task)
    if _collects(task.task_spec):
        return own
    children = alive.get(task.id, {})
    base = scope.tasks[task._parent].data if isinstance(task.task_spec, MultiInstanceTask) else own
    for child in sorted(children, key=children.__getitem__):
        result = merged(base, result, _below(top, scope.tasks[child], alive))
    return _without_items(task, own, result)


def _collects(spec: Any) -> bool:
    """Whether a multi-instance activity takes nothing from its instances but one result each: the rest stays with them."""
    return getattr(spec, "data_output", None) is not None and getattr(spec, "output_item", None) is not None


def _without_items(task: Any, own: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    """What a multi-instance activity hands to each of its instances belongs to them alone."""
    hidden = _items(task.task_spec) - own.keys()
    return {name: value for name, value in result.items() if name not in hidden} if hidden else result


def _items(spec: Any) -> set[str]:
    """The names under which a multi-instance activity hands something to an instance, and takes something from it."""
    items = (getattr(spec, "input_item", None), getattr(spec, "output_item", None))
    return {item.bpmn_id for item in items if item is not None}


def rest(top: Any, task: Any) -> None:
    """An active instance of a multi-instance activity that could add nothing to the view is not asked any more until a step
    touches it: a step must not cost more for each of thousands that wait beside it."""
    scope = task.workflow
    host = scope.tasks.get(task._parent)
    if host is None or task.id not in scope.active or not isinstance(host.task_spec, MultiInstanceTask):
        return
    resting = scope.resting.setdefault(host.id, {})
    newest = next(reversed(resting)) if resting else 0
    if task.id > newest and (_collects(host.task_spec) or _adds_nothing(top, task, host)):
        resting[task.id] = scope.speaking.pop(task.id)


def _adds_nothing(top: Any, task: Any, host: Any) -> bool:
    base, items = task.workflow.tasks[host._parent].data, _items(host.task_spec)
    if task.id in top.subprocesses or not items.isdisjoint(base) or not items.isdisjoint(host.data):
        return False
    return base.keys() == task.data.keys() - items and all(same(value, task.data[name]) for name, value in base.items())


def held_by(top: Any, task: Any) -> dict[str, Any]:
    """What one active task holds: its own data, or what runs inside of it."""
    scope = top.subprocesses.get(task.id)
    if scope is None or not scope.active or task.id in task.workflow.armed:
        return cast(dict[str, Any], task.data)
    if scope.spec.io_specification is not None and scope.spec.io_specification.data_inputs:
        return cast(dict[str, Any], task.data)
    return view(top, scope)


def visible(top: Any) -> dict[str, Any]:
    """The variables of the instance, its data objects included."""
    objects = {name: value for name, value in top.data_objects.items() if value is not None}
    return {**objects, **view(top, top)}
