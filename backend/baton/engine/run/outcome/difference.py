"""What one step changed, as the use cases want to hear it."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from baton.domain.engine import Advance, Ending, OpenedTask, RequestedJob
from baton.domain.instances import InstanceState
from baton.engine.model.elements import ParkingServiceTask
from baton.engine.repairs.failure import CAUSED_BY_MODEL, FAILED
from baton.engine.repairs.joins.three_way import same
from baton.engine.run.compaction import ENOUGH, compact
from baton.engine.run.data.values import plain
from baton.engine.run.data.variables import visible
from baton.engine.run.outcome.opening import opened
from baton.engine.run.outcome.waiting import waits
from baton.engine.run.scope import Root
from baton.engine.run.state import Standing, State


def advance(state: State, root: Root) -> Advance:
    """Close a step: evaluate the tasks it opened, forget the past, and tell the difference to the state before."""
    tasks = _opened(state, root)
    jobs = tuple(_job(root, *entry) for entry in root.requested if entry[0]._state == TaskState.STARTED)
    seen = visible(root)
    ended = root.completed
    now_open = {} if ended else open_activities(root)
    now_waiting = {} if ended else waits(root)
    closed = _closed(state, root, now_open)
    gone = set(closed)
    advance = Advance(
        state=state,
        status=InstanceState.COMPLETED if ended and state.status is InstanceState.ACTIVE else state.status,
        moves=tuple(root.moves),
        opened=tasks,
        requested=jobs,
        armed=tuple(wait for key, wait in now_waiting.items() if state.waits.get(key) != wait),
        disarmed=tuple(key for key, wait in state.waits.items() if key not in now_waiting and wait.activity not in gone),
        closed=closed,
        ending=_ending(state, closed),
        failures=tuple(root.failures),
        thrown=tuple(root.thrown),
        decisions=tuple(root.decisions),
        changed={name: value for name, value in seen.items() if name not in state.seen or not same(state.seen[name], value)},
        removed=tuple(name for name in state.seen if name not in seen),
    )
    state.status, state.seen, state.waits, state.open = advance.status, seen, now_waiting, now_open
    if ended:
        state.root = None
    else:
        compact(root, ENOUGH)
        state.root = root
    return advance


def open_activities(root: Root) -> dict[str, Standing]:
    """Every activity that has begun and not ended."""
    return {
        root.name(task): _standing(task)
        for scope in root.scopes() for task in scope.active.values() if task.activity is not None
    }  # fmt: skip


def _standing(task: Any) -> Standing:
    job = isinstance(task.task_spec, ParkingServiceTask)
    return Standing(task.task_spec.manual, job, job or FAILED in task.internal_data)  # a job that gave up is an incident


def _ending(state: State, closed: tuple[str, ...]) -> Ending:
    waiting = {wait.activity for wait in state.waits.values()}
    return Ending(
        tasks=tuple(activity for activity in closed if state.open[activity].task),
        waits=tuple(activity for activity in closed if activity in waiting),
        jobs=tuple(activity for activity in closed if state.open[activity].job),
        incidents=tuple(activity for activity in closed if state.open[activity].incident),
    )


def _closed(state: State, root: Root, now_open: dict[str, Standing]) -> tuple[str, ...]:
    """Activities that were open before the step and are not now, in the order in which they ended."""
    before = state.open.keys() - now_open.keys()
    order = {move.activity: position for position, move in enumerate(root.moves)}
    return tuple(sorted(before, key=lambda activity: (order.get(activity, -1), activity)))


def _opened(state: State, root: Root) -> tuple[OpenedTask, ...]:
    found: list[OpenedTask] = []
    for scope in root.scopes():
        for task in sorted(scope.active.values(), key=lambda task: task.id):
            if task.task_spec.manual and task._state == TaskState.READY and "opened" not in task.internal_data:
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
