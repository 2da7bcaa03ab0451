"""The two things that can be asked: what would a migration meet, and do it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from baton.domain.engine import Advance, CarriedTask
from baton.domain.errors import CannotMigrate
from baton.domain.instances import InstanceState
from baton.domain.migration import Obstacle, Plan
from baton.domain.ports.sandbox import Sandbox
from baton.engine.migration.carrying import Carried, carry
from baton.engine.migration.fitting import Fit, fit
from baton.engine.migration.pair import Pair
from baton.engine.migration.planning import plan
from baton.engine.migration.tokens import open_scopes
from baton.engine.migration.wording import bare, called
from baton.engine.repairs.failure import CAUSED_BY_MODEL
from baton.engine.run.outcome.difference import advance
from baton.engine.run.outcome.following import Difference
from baton.engine.run.outcome.opening import opened
from baton.engine.run.snapshot import dump, load
from baton.engine.run.state import State
from baton.engine.run.step import run_to_rest


def planned(state: State, pair: Pair, sandbox: Sandbox, now: datetime) -> Plan:
    """What a migration would meet, found by doing it to a copy. Never raises for what a model or an instance may hold."""
    copy = _copy(state, pair, sandbox, now)
    known = _known_mapping(pair)
    found = fit(copy.root, pair)
    answer = plan(copy.root, pair, found)
    answer = replace(answer, obstacles=(*known, *answer.obstacles))
    if answer.obstacles:
        return answer
    try:
        step = _do(state, copy, pair, found)
    except CannotMigrate as refusal:
        return replace(answer, obstacles=(Obstacle("", "", "", pair.new.definition.key, str(refusal)),))
    begins, ends = (_named(step, pair, state) for state in ("waiting", "cancelled"))
    return replace(answer, begins=begins, ends=ends, remarks=(*answer.remarks, *_goes_on_as(step, pair)))


def migrate(state: State, pair: Pair, sandbox: Sandbox, now: datetime) -> Advance:
    """The step that puts the instance onto the new version. Raises ``CannotMigrate``, the state untouched."""
    if state.status is not InstanceState.ACTIVE or state.root is None:
        raise CannotMigrate("The instance is over.")
    copy = _copy(state, pair, sandbox, now)
    found = fit(copy.root, pair)
    obstacles = (*_known_mapping(pair), *plan(copy.root, pair, found).obstacles)
    if obstacles:
        raise CannotMigrate(" ".join(dict.fromkeys(obstacle.message for obstacle in obstacles)))
    return _do(state, copy, pair, found)


def _copy(state: State, pair: Pair, sandbox: Sandbox, now: datetime) -> State:
    """The state read from its bytes: what is tried must leave no trace, not even a number given to an activity."""
    copy = load(pair.old.definition, pair.old.model, sandbox, dump(state))
    root: Any = copy.root
    root.begin(now)
    return copy


def _known_mapping(pair: Pair) -> tuple[Obstacle, ...]:
    """Elements that were named to take others' places and are not there."""
    known = {element for _, element in pair.new.model.elements}
    return tuple(
        Obstacle("", new, new, pair.new.definition.key, f"The new version has no element “{new}” to take the place of “{old}”.")
        for old, new in pair.mapping.items()
        if new not in known
    )


def _do(state: State, copy: State, pair: Pair, found: Fit) -> Advance:
    """Carry the copy over and let it run on; the answer tells the difference to ``state``."""
    carried = carry(copy, pair, found)
    root: Any = carried.state.root
    open_before = [task for task in _user_tasks(root) if "opened" in task.internal_data]
    run_to_rest(root)
    carried.state.step += 1
    carried.state.seen = state.seen
    step = advance(carried.state, root)
    if step.failures:
        failure = step.failures[0]
        raise CannotMigrate(f"The new version would fail at once, at “{failure.element_id}”: {failure.message}")
    tasks = tuple(_carried(root, task, carried, pair) for task in open_before if root.is_open(task))
    return _told(state, replace(step, carried=tasks, renamed=tuple(sorted(carried.renamed.items()))))


def _told(state: State, step: Advance) -> Advance:
    """The difference to the state before the migration, where what goes on under another name has not ended."""
    after: State = step.state
    difference = Difference(
        armed={key: wait for key, wait in after.waits.items() if state.waits.get(key) != wait},
        ended={key: wait for key, wait in state.waits.items() if key not in after.waits},
        closed={name: state.open[name] for name in sorted(state.open.keys() - after.open.keys())},
    )
    goes_on = {before for before, _ in step.renamed}
    ending = difference.ending
    return replace(
        step,
        armed=tuple(difference.armed.values()),
        disarmed=difference.disarmed,
        closed=tuple(difference.closed),
        ending=replace(
            ending,
            tasks=tuple(name for name in ending.tasks if name not in goes_on),
            incidents=tuple(name for name in ending.incidents if name not in goes_on),
        ),
    )


def _named(step: Advance, pair: Pair, state: str) -> tuple[str, ...]:
    """The names of what moved into a state, renamed activities left out: they neither begin nor end."""
    renamed = {name for both in step.renamed for name in both}
    found = [move for move in step.moves if move.state == state and move.activity not in renamed]
    return tuple(dict.fromkeys(_name(pair, move.process, move.element_id) for move in found))


def _goes_on_as(step: Advance, pair: Pair) -> Iterator[str]:
    """One sentence for each element that took the place of another one."""
    moves = {move.activity: move for move in step.moves}
    for pairs in step.renamed:
        if all(name in moves for name in pairs):
            before, after = (_name(pair, moves[name].process, moves[name].element_id) for name in pairs)
            yield f"“{before}” goes on as “{after}”."


def _name(pair: Pair, scope: str, element_id: str) -> str:
    for elements in (pair.new.model.elements, pair.old.model.elements):
        if element := elements.get((scope, element_id)):
            return bare(called(element, element_id, elements))
    return element_id


def _user_tasks(root: Any) -> list[Any]:
    """The tasks of people that are open."""
    return [
        task
        for scope in open_scopes(root)
        for _, task in sorted(scope.active.items())
        if task.task_spec.manual and task._state == TaskState.READY
    ]


def _carried(root: Any, task: Any, carried: Carried, pair: Pair) -> CarriedTask:
    """An open task as the new version describes it. What its old rule decided stays where the rule is the same."""
    name = root.name(task)
    before = next((old for old, new in carried.renamed.items() if new == name), name)
    try:
        told = opened(root, task)
    except CAUSED_BY_MODEL as error:
        raise CannotMigrate(
            f"What the new version says about “{task.task_spec.around.id}” fails for this instance: {error}"
        ) from error
    old_rules = pair.old.model.elements.get(_old_place(pair, task, before))
    rules = task.task_spec.around.rules
    same_due = old_rules is not None and rules.due_date is not None and old_rules.rules.due_date == rules.due_date
    if old_rules is not None and old_rules.rules.assignee == rules.assignee:
        told = replace(told, assignee=None)
    return CarriedTask(before, told, keeps_due=same_due)


def _old_place(pair: Pair, task: Any, before: str) -> tuple[str, str]:
    back = {new: old for old, new in pair.mapping.items()}
    scope = task.workflow.spec.name
    return back.get(scope, scope), before.rpartition("#")[0]
