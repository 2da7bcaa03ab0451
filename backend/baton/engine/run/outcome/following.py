"""What stands open in an instance, kept in step with it: a step looks at the tasks it touched and at no others, so that its cost
does not grow with what waits beside them."""

from dataclasses import dataclass, field
from typing import Any

from baton.domain.engine import Ending
from baton.domain.waits import Wait
from baton.engine.model.elements import ParkingServiceTask
from baton.engine.repairs.failure import FAILED
from baton.engine.run.data.resting import rest
from baton.engine.run.outcome.waiting import places, waits
from baton.engine.run.scope import Root
from baton.engine.run.state import Standing, State


@dataclass
class Difference:
    """What began and what ended to stand open: waits by their keys, activities with what they stood for."""

    armed: dict[str, Wait] = field(default_factory=dict)
    ended: dict[str, Wait] = field(default_factory=dict)
    closed: dict[str, Standing] = field(default_factory=dict)

    @property
    def disarmed(self) -> tuple[str, ...]:
        """The keys of waits that ended while their activity goes on."""
        return tuple(key for key, wait in self.ended.items() if wait.activity not in self.closed)

    @property
    def ending(self) -> Ending:
        """What the closed activities waited with."""
        waiting = {wait.activity for wait in self.ended.values()}
        return Ending(
            tasks=tuple(activity for activity, stood in self.closed.items() if stood.task),
            waits=tuple(activity for activity in self.closed if activity in waiting),
            jobs=tuple(activity for activity, stood in self.closed.items() if stood.job),
            incidents=tuple(activity for activity, stood in self.closed.items() if stood.incident),
        )


def follow(state: State, root: Root) -> Difference:
    """Bring ``state`` up to date with what the step touched."""
    found = Difference()
    if root.completed:
        found.ended, state.waits = state.waits, {}
        found.closed, state.open = _in_order(root, state.open), {}
        return found
    _touch_who_heard(root)
    for _, task in sorted(root.touched.items()):
        _follow_waits(state, task, found)
        _follow_activity(state, task, found)
        rest(root, task)
    found.closed = _in_order(root, found.closed)
    return found


def follow_all(state: State, root: Root) -> None:
    """Bring ``state`` up to date with an instance that was just read."""
    root.touched = {task.id: task for scope in root.scopes() for task in scope.active.values()}
    follow(state, root)
    root.touched = {}


def _touch_who_heard(root: Root) -> None:
    """When messages told a scope who it is, everything that waits in it or inside of it waits for other messages."""
    scopes = {id(task.workflow): task.workflow for task in root.touched.values()}.values()
    changed = [scope for scope in scopes if scope.correlations != scope.told]
    for scope in changed:
        scope.told = dict(scope.correlations)
    for task in root.event_manager.waiting() if changed else ():
        root.touch(task)


def _follow_waits(state: State, task: Any, found: Difference) -> None:
    now = waits(task)
    for place in places(task) if task.activity is not None else ():
        before, wait = state.waits.get(place.key), now.get(place.key)
        if wait is not None and wait != before:
            found.armed[place.key] = state.waits[place.key] = wait
        elif wait is None and before is not None:
            found.ended[place.key] = state.waits.pop(place.key)


def _follow_activity(state: State, task: Any, found: Difference) -> None:
    if task.activity is None:
        return
    root = task.workflow.top_workflow
    name = root.name(task)
    if root.is_open(task):
        root.named[name], state.open[name] = task, _standing(task)
        return
    root.named.pop(name, None)
    stood = state.open.pop(name, None)
    if stood is not None:
        found.closed[name] = stood


def _standing(task: Any) -> Standing:
    job = isinstance(task.task_spec, ParkingServiceTask)
    return Standing(task.task_spec.manual, job, job or FAILED in task.internal_data)  # a job that gave up is an incident


def _in_order(root: Root, closed: dict[str, Standing]) -> dict[str, Standing]:
    """Activities in the order in which they ended."""
    if len(closed) < 2:
        return closed
    order = {move.activity: position for position, move in enumerate(root.moves)}
    return {name: closed[name] for name in sorted(closed, key=lambda name: (order.get(name, -1), name))}
