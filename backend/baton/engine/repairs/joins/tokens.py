"""SpiffWorkflow's joins count arrivals of earlier loop passes as well, so that a join inside a rework loop fires early or
crashes; and they copy each branch's stale data over the others' updates. Here every waiting task of a join is one token. A
firing takes one token per incoming flow, and merges what each branch changed since the split, in the order of the flows."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState

from baton.engine.repairs.failure import FAILED
from baton.engine.repairs.joins.three_way import NOTHING, both, merged
from baton.engine.repairs.joins.writes import common_ancestor, hand_over, settle, since, written

TAKEN_BY = "taken_by"


def tokens(my_task: Any) -> list[Any]:
    """The tokens that wait at this join, the newest (``my_task``) included."""
    return [
        task
        for task in my_task.workflow.by_spec.get(my_task.task_spec.name, {}).values()
        if task is my_task or (task._state == TaskState.WAITING and FAILED not in task.internal_data)
    ]


def flow(token: Any) -> str:
    """The element from which a token came."""
    name: str = token.parent.task_spec.name
    return name


def take(my_task: Any, one_per_flow: bool) -> None:
    """Take the tokens that fire together with ``my_task`` off the join."""
    flows = {flow(my_task)}
    for token in sorted(tokens(my_task), key=lambda token: token.id):
        if token is my_task or (one_per_flow and flow(token) in flows):
            continue
        flows.add(flow(token))
        token.internal_data[TAKEN_BY] = my_task.id
        token.cancel()


def consume(my_task: Any) -> None:
    """Merge the data of the taken tokens into the firing task, which has values of its own when it is tried again."""
    if taken := _taken(my_task):
        own = written(my_task)
        parents = [task.parent for task in (*taken, my_task)]
        base = common_ancestor(parents)
        order = {name: position for position, name in enumerate(my_task.task_spec._inputs)}
        data, others = dict(base.data), NOTHING
        for parent in sorted(parents, key=lambda task: (order.get(task.task_spec.name, 0), task.id)):
            wrote = since(base, parent)
            data = merged(data, parent.data, wrote)
            if parent is not my_task.parent:
                others = both(others, wrote)
        my_task.data = merged(data, my_task.data, own)
        settle(my_task, both(others, own))


def let_go(my_task: Any) -> None:
    """The firing task has all that the taken tokens had, and tells from now on what was written on their ways: nobody who began
    beside one of them, and goes on, tells it again."""
    taken = _taken(my_task)
    base = common_ancestor([task.parent for task in (*taken, my_task)]) if taken else None
    for task in taken:
        del task.internal_data[TAKEN_BY]
        hand_over(base, task.parent)


def _taken(my_task: Any) -> list[Any]:
    arrived = my_task.workflow.by_spec.get(my_task.task_spec.name, {}).values()
    return [task for task in arrived if task.internal_data.get(TAKEN_BY) == my_task.id]


def _update_hook(self: Any, my_task: Any) -> bool:
    my_task._inherit_data()
    fires: bool = self._check_threshold_unstructured(my_task)
    if fires:
        take(my_task, self.one_per_flow)
    else:
        my_task._set_state(TaskState.WAITING)
        if not self.one_per_flow:
            _absorb(my_task)
    return fires


def _absorb(my_task: Any) -> None:
    """A token that waits for the end of its scope takes in the one that came to the same end before it: what fires again and
    again beside a long piece of work would leave a token each time."""
    for token in tokens(my_task):
        if token is not my_task and flow(token) == flow(my_task):
            before, last = token.parent, my_task.parent
            base = common_ancestor([before, last])
            earlier, own, wrote = since(base, before), written(last), since(base, last)
            my_task.data = last.data = merged(merged(base.data, before.data, earlier), last.data, wrote)
            settle(last, both(own, earlier))
            my_task.workflow._remove_task(token.id)


def _run_hook(self: Any, my_task: Any) -> bool:
    consume(my_task)
    let_go(my_task)
    return True


def _end_threshold(self: Any, my_task: Any) -> bool:
    workflow = my_task.workflow
    return not any(task.task_spec is not self and task.id not in workflow.armed for task in workflow.active.values())


def install() -> None:
    """Put the repair in place."""
    UnstructuredJoin.indexed = True
    UnstructuredJoin.one_per_flow = True
    UnstructuredJoin._update_hook = _update_hook
    UnstructuredJoin._run_hook = _run_hook
    _EndJoin.restless = True
    _EndJoin.one_per_flow = False
    _EndJoin._check_threshold_unstructured = _end_threshold
    _EndJoin._run_hook = _run_hook
