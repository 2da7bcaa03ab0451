"""Puts a running instance onto the new version: what ends is ended under the old one, the rest changes its specification, and
what is new begins."""

from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from baton.domain.engine import Move
from baton.engine.migration.ahead import SPLIT
from baton.engine.migration.fitting import Fit
from baton.engine.migration.pair import Pair
from baton.engine.migration.tokens import open_scopes, split_of, waits_at_join
from baton.engine.repairs.joins.tokens import TAKEN_BY
from baton.engine.repairs.scopes.starting import arm
from baton.engine.run.data.variables import held_by
from baton.engine.run.snapshot import dump, load
from baton.engine.run.state import State


@dataclass
class Carried:
    """The instance under the new version, about to run on. ``renamed``: activities under their old and new names."""

    state: State
    renamed: dict[str, str] = field(default_factory=dict)


def carry(state: State, pair: Pair, found: Fit) -> Carried:
    """``state`` is used up: its tasks change hands. Returns a new one, in which nothing has run on yet."""
    root: Any = state.root
    now, sandbox = root.now, root.environment.sandbox
    withdrawn = [_withdraw(root, task_id) for task_id in sorted(found.anew)]
    for task_id in sorted(found.ended):
        _end(root, task_id)
    names = {task.id: root.name(task) for task in _active(root) if task.activity is not None}
    _change_hands(root, pair, found)
    renamed = _rename(root, names)
    for task_id in sorted(id for id in found.listen if id > 0):
        _split(_find(root, task_id))
    begun = [_place(token, parent, found) for token, parent in withdrawn]
    carried = Carried(load(pair.new.definition, pair.new.model, sandbox, dump(state)), renamed)
    new_root: Any = carried.state.root
    new_root.begin(now)
    new_root.moves = root.moves
    _settle_in(new_root, found, begun)
    return carried


def _find(root: Any, task_id: int) -> Any:
    return next(scope.tasks[task_id] for scope in root.scopes() if task_id in scope.tasks)


def _withdraw(root: Any, task_id: int) -> tuple[Any, Any]:
    """Take a token off the old version. It keeps what it held, for the one that begins in its place below the same parent."""
    token = _find(root, task_id)
    split = split_of(token)
    parent = split.parent if split is not None and split.parent is not None else token.parent
    held = dict(held_by(root, token))
    token.cancel()
    token.data = held
    return token, parent


def _place(token: Any, parent: Any, found: Fit) -> int:
    """The token that begins where another one was withdrawn; it waits until everything is in its new place."""
    scope, name = token.workflow, found.anew[token.id]
    specs = scope.spec.task_specs
    begun = Task(scope, specs.get(f"{name}{SPLIT}", specs[name]), parent, TaskState.WAITING)
    begun.triggered = True
    begun.data = token.data
    id: int = begun.id
    return id


def _end(root: Any, task_id: int) -> None:
    """A listener listens no more."""
    task = _find(root, task_id)
    task.workflow.armed.discard(task_id)
    task.cancel()


def _change_hands(root: Any, pair: Pair, found: Fit) -> None:
    """Give every task its specification in the new version; what is over and has none there only holds its data."""
    scopes = list(open_scopes(root))
    for task_id in root.subprocesses.keys() - {scope.host.id for scope in scopes[1:]}:
        del root.subprocesses[task_id]
    for scope in scopes:
        spec = found.scopes[scope.parent_task_id]
        for task in [task for task in scope.tasks.values() if task._state < TaskState.WAITING]:
            if task.id in scope.tasks and not _still_ahead(task, spec, (pair, found)):
                scope._remove_task(task.id)
        flows = {task._parent for task in scope.tasks.values() if waits_at_join(task) or TAKEN_BY in task.internal_data}
        for task in scope.tasks.values():
            new = found.carried.get(task.id) or pair.spec_of(spec, task.task_spec.name)
            over = task.id not in scope.active and task.id not in found.carried
            # by the name of its parent a token at a join is known to have come from somewhere
            if over and (new is None or (task.id not in flows and type(new) is not type(task.task_spec))):
                new = spec.start
            task.task_spec = new
        scope.spec = spec
    root.model = pair.new.model


def _still_ahead(task: Any, spec: Any, how: tuple[Pair, Fit]) -> bool:
    """Whether what is predicted below an active task comes next in the new version as well."""
    pair, found = how
    parent, new = found.carried.get(task._parent), pair.spec_of(spec, task.task_spec.name)
    return new is not None and type(new) is type(task.task_spec) and parent is not None and new.name in parent._outputs


def _rename(root: Any, names: dict[int, str]) -> dict[str, str]:
    """An activity whose element has another id now goes on as an activity of that one."""
    renamed: dict[str, str] = {}
    for task in _active(root):
        before = names.get(task.id)
        if before is None or before.rpartition("#")[0] == _named(task):
            continue
        task.activity = None
        renamed[before] = root.name(task)
        element = task.task_spec.element
        if element is not None:
            for name, element_id, state in (
                (before, before.rpartition("#")[0], "cancelled"),
                (renamed[before], element.id, "waiting"),
            ):
                root.moves.append(Move(name, element_id, state, element.type, task.workflow.spec.name))
    return renamed


def _named(task: Any) -> str:
    """The part of an activity's name that its specification gives."""
    around = task.task_spec.around
    return str(around.id if around is not None else task.task_spec.name)


def _settle_in(root: Any, found: Fit, begun: list[int]) -> None:
    """Let what is new begin: the ways ahead, listeners, tokens, joins that need no more."""
    for task in _active(root):
        if task.id not in begun:
            task.task_spec._predict_hook(task)
    for task_id in sorted(id for id in found.listen if id > 0):
        _listen(_find(root, task_id), found.listen[task_id])
    for scope in list(open_scopes(root)):
        for name in found.listen.get(-(scope.parent_task_id or 0), ()):
            arm(scope, scope.spec.task_specs[name])
    for task_id in begun:
        _begin(_find(root, task_id))
    for task in reversed(_active(root)):
        if waits_at_join(task) and not task.task_spec.restless and task.id in task.workflow.active:
            task.task_spec._update(task)


def _active(root: Any) -> list[Any]:
    return [task for scope in open_scopes(root) for _, task in sorted(scope.active.items())]


def _split(host: Any) -> None:
    """What has boundary events stands below a split."""
    scope, spec = host.workflow, host.workflow.spec.task_specs[f"{host.task_spec.bpmn_id}{SPLIT}"]
    split = split_of(host)
    if split is None or split.task_spec is not spec:
        parent = host.parent
        split = Task(scope, spec, parent, TaskState.COMPLETED)
        split.data = dict(parent.data)
        parent._children.remove(host.id)
        host._parent = split.id
        split._children.append(host.id)


def _listen(host: Any, names: list[str]) -> None:
    """New boundary events begin to listen beside their host."""
    for name in names:
        listener = host.parent._add_child(host.workflow.spec.task_specs[name], TaskState.FUTURE)
        listener.task_spec._update(listener)


def _begin(token: Any) -> None:
    token.workflow.top_workflow.event_manager.remove_task(token)
    token._set_state(TaskState.FUTURE)
    token.task_spec._update(token)
