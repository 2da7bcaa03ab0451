"""What one step changed, as the use cases want to hear it."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from baton.domain.engine import Advance, OpenedTask, RequestedJob
from baton.domain.instances import InstanceState
from baton.engine.repairs.failure import CAUSED_BY_MODEL, FAILED
from baton.engine.repairs.joins.three_way import same
from baton.engine.run.compaction import trim
from baton.engine.run.data.values import plain
from baton.engine.run.data.variables import visible
from baton.engine.run.outcome.following import follow
from baton.engine.run.outcome.opening import opened
from baton.engine.run.scope import Root
from baton.engine.run.state import State


def advance(state: State, root: Root) -> Advance:
    """Close a step: evaluate the tasks it opened, forget the past, and tell the difference to the state before."""
    tasks = _opened(root)
    jobs = tuple(_job(root, *entry) for entry in root.requested if entry[0]._state == TaskState.STARTED)
    ended = root.completed
    found = follow(state, root)
    touched, root.touched = root.touched, {}
    seen = visible(root)
    advance = Advance(
        state=state,
        status=InstanceState.COMPLETED if ended and state.status is InstanceState.ACTIVE else state.status,
        moves=tuple(root.moves),
        opened=tasks,
        requested=jobs,
        armed=tuple(found.armed.values()),
        disarmed=found.disarmed,
        closed=tuple(found.closed),
        ending=found.ending,
        failures=tuple(root.failures),
        thrown=tuple(root.thrown),
        decisions=tuple(root.decisions),
        changed={name: value for name, value in seen.items() if name not in state.seen or not same(state.seen[name], value)},
        removed=tuple(name for name in state.seen if name not in seen),
    )
    state.status, state.seen = advance.status, seen
    if ended:
        state.root = None
    else:
        trim(root, touched)
        state.root = root
    return advance


def _opened(root: Root) -> tuple[OpenedTask, ...]:
    found: list[OpenedTask] = []
    for _, task in sorted(root.touched.items()):
        if task.task_spec.manual and task._state == TaskState.READY and "opened" not in task.internal_data and root.is_open(task):
            _open_one(root, task, found)
    return tuple(found)


def _open_one(root: Root, task: Any, found: list[OpenedTask]) -> None:
    if FAILED in task.internal_data:
        return
    try:
        found.append(opened(root, task))
    except CAUSED_BY_MODEL as error:
        root.fail(task, "open", error)
    else:
        task.internal_data["opened"] = True


def _job(root: Root, task: Any, operation: str, parameters: dict[str, Any]) -> RequestedJob:
    element = task.task_spec.around
    return RequestedJob(root.name(task), element.id, operation, plain(parameters), element.policy)
