"""What a token wrote on its way: each element wrote what it left with another value than it found. The tree of an instance tells
it by the data of its tasks; what that does not tell stands in marks, so that the past can be forgotten.

A task that *saw* what others had written, because it began with the variables of its scope, did not write that."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import ParallelMultiInstanceTask
from SpiffWorkflow.task import Task

from baton.engine.repairs.joins.three_way import NOTHING, Writes, both, changes, without

WRITTEN = "written"
"""Key in a task's internal data: writes that a comparison with what the task began with does not show."""
SAW = "saw"
"""Key in a task's internal data: what the marks tell is all that it wrote, whatever a comparison shows."""


def written(task: Any) -> Writes:
    """What was written between the task above and this one, this one included."""
    marks: Writes = task.internal_data.get(WRITTEN, NOTHING)
    if task._parent is None or SAW in task.internal_data:
        return marks
    found = _compared(task)
    return both(found, marks) if marks else found


def since(above: Any, task: Any) -> Writes:
    """What was written below ``above`` and down to ``task``."""
    found, tasks = NOTHING, task.workflow.tasks
    while task is not above:
        found = both(written(task), found)
        task = tasks[task._parent]
    return found


def add(task: Any, writes: Writes) -> None:
    """After the data of a task changed: it wrote this as well."""
    known = task.internal_data.get(WRITTEN, NOTHING)
    if writes or known:
        remember(task, both(known, writes))


def settle(task: Any, writes: Writes) -> None:
    """This, and nothing else, is what a task wrote, though its data may tell more."""
    if task._parent is not None and without(_compared(task), writes):
        task.internal_data[SAW] = True
    else:
        task.internal_data.pop(SAW, None)
    remember(task, writes)


def hand_over(above: Any, task: Any) -> None:
    """Somebody else tells from now on what was written below ``above`` and down to ``task``."""
    while task is not above:
        task.internal_data.pop(WRITTEN, None)
        task.internal_data[SAW] = True
        task = task.parent


def remember(task: Any, writes: Writes) -> None:
    """Mark those writes of a task that its data does not tell."""
    told = NOTHING if SAW in task.internal_data or task._parent is None else _compared(task)
    task.internal_data.pop(WRITTEN, None)
    if marks := without(writes, told):
        task.internal_data[WRITTEN] = marks


def _compared(task: Any) -> Writes:
    """What the data of a task tells that it wrote: it is asked again and again, and looked at once. Instances that run side by
    side all began with what their activity began with."""
    tasks, after, known = task.workflow.tasks, task.data, task.compared
    above = tasks[task._parent]
    if task.triggered and isinstance(above.task_spec, ParallelMultiInstanceTask):
        above = tasks[above._parent]
    if known is None or known[0] is not above.data or known[1] is not after:
        known = task.compared = (above.data, after, changes(above.data, after))
    found: Writes = known[2]
    return found


def common_ancestor(tasks: list[Any]) -> Any:
    """The deepest task from which all ``tasks`` descend."""
    known = tasks[0].workflow.tasks
    paths = [_path(task, known) for task in tasks]
    shared = set(paths[0]).intersection(*paths[1:])
    return known[next(task_id for task_id in paths[0] if task_id in shared)]


def _path(task: Any, known: dict[int, Any]) -> list[int]:
    path = []
    while task is not None:
        path.append(task.id)
        task = known.get(task._parent)
    return path


def install() -> None:
    """Put the repair in place."""
    Task.compared = None
