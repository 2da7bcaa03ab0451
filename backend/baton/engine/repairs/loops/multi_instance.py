"""SpiffWorkflow's multi-instance activities append to shared lists in place, raise when they are entered a second time or when
their result exists already, count their children anew at every completion, and cannot be restored onto a fresh specification.
Here they keep counters in the instance, collect into a new value on every entry, and put results in the order of the input."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import (
    MultiInstanceTask,
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
)
from SpiffWorkflow.util.task import TaskState

from baton.domain.incidents import FailureKind
from baton.engine.repairs.failure import ActivityFailed
from baton.engine.repairs.joins.three_way import NOTHING, Writes, merged
from baton.engine.repairs.joins.writes import add, written
from baton.engine.repairs.tasks.index import ACTIVE

INDEX, TOTAL, DONE, KEYS, RESULTS = "index", "total", "done", "keys", "results"
MOST = 10_000


def _update_hook(self: Any, my_task: Any) -> bool:
    super(MultiInstanceTask, self)._update_hook(my_task)
    internal = my_task.internal_data
    keys, total = _items(self, my_task)
    internal.update({TOTAL: total, DONE: 0, KEYS: keys, RESULTS: {}})
    if total == 0:
        _finish(self, my_task)
        return True
    my_task._set_state(TaskState.STARTED)
    for index in range(1 if isinstance(self, SequentialMultiInstanceTask) else total):
        _create(self, my_task, index)
    return False


def _items(self: Any, my_task: Any) -> tuple[list[str] | None, int]:
    if self.data_input is None:
        total = my_task.workflow.script_engine.evaluate(my_task, self.cardinality)
        if isinstance(total, bool) or not isinstance(total, int) or total < 0:
            raise ActivityFailed(FailureKind.EXPRESSION, f"the number of instances must be a whole number, not {total!r}")
        keys = None
    else:
        collection = _collection(self, my_task)
        keys, total = (list(collection) if isinstance(collection, Mapping) else None), len(collection)
    if total > MOST:
        raise ActivityFailed(FailureKind.LIMIT, f"{total} instances are more than the {MOST} that are allowed")
    return keys, total


def _collection(self: Any, my_task: Any) -> Any:
    if not self.data_input.exists(my_task):
        raise ActivityFailed(FailureKind.EXPRESSION, f"the variable {self.data_input.bpmn_id} to repeat over does not exist")
    collection = self.data_input.get(my_task)
    if not isinstance(collection, (list, dict)):
        raise ActivityFailed(FailureKind.EXPRESSION, f"{self.data_input.bpmn_id} is no list, so nothing can repeat over it")
    return collection


def _create(self: Any, my_task: Any, index: int) -> None:
    child = my_task._add_child(my_task.workflow.spec.task_specs[self.task_spec], TaskState.FUTURE)
    child.triggered = True
    child.internal_data[INDEX] = index
    child.data = dict(my_task.data)
    if self.output_item is not None:
        child.data.pop(self.output_item.bpmn_id, None)
    if self.input_item is not None:
        self.input_item.set(child, _item(self, my_task, index))
    child.task_spec._update(child)


def _item(self: Any, my_task: Any, index: int) -> Any:
    if self.data_input is None:
        return index
    keys = my_task.internal_data[KEYS]
    return self.data_input.get(my_task)[index if keys is None else keys[index]]


def _merge_child(self: Any, workflow: Any, child: Any) -> None:
    my_task = child.parent
    data, internal, index, wrote = my_task.data, my_task.internal_data, str(child.internal_data[INDEX]), NOTHING
    if self.data_output is not None and self.output_item is not None:
        if not self.output_item.exists(child):
            raise ActivityFailed(FailureKind.EXPRESSION, f"the result variable {self.output_item.bpmn_id} was not set")
        internal[RESULTS][index] = self.output_item.get(child)
    else:
        wrote = _without_item(self, written(child), my_task)
        my_task.data = merged(data, child.data, wrote)
    try:
        over = self.condition is not None and bool(my_task.workflow.script_engine.evaluate(_so_far(self, child), self.condition))
    except Exception:
        my_task.data = data
        internal[RESULTS].pop(index, None)
        raise
    add(my_task, wrote)
    internal[DONE] += 1
    _go_on(self, my_task, over)


def _so_far(self: Any, child: Any) -> Any:
    """What the completion condition sees: the instance that just ended, BPMN's counts, and the results so far."""
    internal = child.parent.internal_data
    done, total = internal[DONE] + 1, internal[TOTAL]
    running = 0 if isinstance(self, SequentialMultiInstanceTask) else total - done
    counts = {"numberOfInstances": total, "numberOfCompletedInstances": done, "numberOfActiveInstances": running}
    results = [internal[RESULTS][key] for key in sorted(internal[RESULTS], key=int)]
    collected = {self.data_output.bpmn_id: results} if self.data_output is not None else {}
    return SimpleNamespace(data={**counts, **child.data, **collected}, task_spec=child.task_spec)


def _without_item(self: Any, wrote: Writes, my_task: Any) -> Writes:
    """What an instance wrote, without the item it was given."""
    if self.input_item is None or self.input_item.exists(my_task):
        return wrote
    return {name: inner for name, inner in wrote.items() if name != self.input_item.bpmn_id}


def _go_on(self: Any, my_task: Any, over: bool) -> None:
    internal = my_task.internal_data
    if over:
        for sibling in my_task.children:
            if sibling.triggered and sibling._state & ACTIVE:
                sibling.cancel()
    if over or internal[DONE] == internal[TOTAL]:
        _finish(self, my_task)
        my_task._set_state(TaskState.READY)
    elif isinstance(self, SequentialMultiInstanceTask):
        _create(self, my_task, internal[DONE])


def _finish(self: Any, my_task: Any) -> None:
    internal = my_task.internal_data
    results = [internal[RESULTS][key] for key in sorted(internal[RESULTS], key=int)]
    my_task.data = dict(my_task.data)
    if self.data_output is not None:
        keys = internal[KEYS]
        if keys is None:
            self.data_output.set(my_task, results)
        else:
            self.data_output.set(my_task, {keys[int(at)]: internal[RESULTS][at] for at in sorted(internal[RESULTS], key=int)})
    for key in (TOTAL, DONE, KEYS, RESULTS):
        internal.pop(key, None)


def install() -> None:
    """Put the repair in place."""
    MultiInstanceTask.merge_child = _merge_child
    for spec in (SequentialMultiInstanceTask, ParallelMultiInstanceTask):
        spec._update_hook = _update_hook
        spec.merge_child = _merge_child
