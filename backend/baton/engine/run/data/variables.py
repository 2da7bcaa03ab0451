"""The variables of a scope as a reader sees them: what all active tokens together made of the data they started from."""

from typing import Any, cast

from baton.engine.repairs.joins.three_way import merged


def view(top: Any, scope: Any) -> dict[str, Any]:
    """Merged over the active tokens of ``scope``, or what the last one left."""
    tasks = [task for task in scope.active.values() if task.id not in scope.armed]
    if not tasks:
        return dict(scope.last_task.data) if scope.last_task is not None else {}
    if len(tasks) == 1:
        return _of(top, tasks[0])
    alive = _alive(scope, tasks)
    return _below(top, scope.task_tree, alive)


def _alive(scope: Any, tasks: list[Any]) -> dict[int, list[Any]]:
    """The children through which an active task can be reached, by task."""
    alive: dict[int, list[Any]] = {}
    for task in tasks:
        here, parent = task, task.parent
        while parent is not None:
            known = alive.setdefault(parent.id, [])
            if here in known:
                break
            known.append(here)
            here, parent = parent, parent.parent
    return alive


def _below(top: Any, task: Any, alive: dict[int, list[Any]]) -> dict[str, Any]:
    while (
        len(children := sorted(alive.get(task.id, ()), key=lambda child: child.id)) == 1 and task.id not in task.workflow.active
    ):
        task = children[0]
    own = _of(top, task)
    result = own
    for child in children:
        result = merged(own, result, _below(top, child, alive))
    return result


def _of(top: Any, task: Any) -> dict[str, Any]:
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
