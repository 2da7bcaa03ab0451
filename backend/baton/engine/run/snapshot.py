"""A state as bytes and back: only what the present needs, never the specification; equal bytes for equal states."""

from datetime import UTC, datetime
from typing import Any

import orjson
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from baton.domain.definitions import ProcessDefinition
from baton.domain.instances import InstanceState
from baton.domain.ports.sandbox import Sandbox
from baton.engine.model.compile import Model
from baton.engine.repairs.joins.three_way import same
from baton.engine.repairs.tasks.index import unsettle
from baton.engine.run.compaction import compact
from baton.engine.run.data.variables import visible
from baton.engine.run.outcome.following import follow_all
from baton.engine.run.scope import Root, Scope
from baton.engine.run.state import State

FORMAT = 1
_ABSENT = object()
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def dump(state: State) -> bytes:
    """The state as JSON."""
    body: dict[str, Any] = {"format": FORMAT, "status": state.status.value, "step": state.step}
    root = state.root
    if root is None:
        body["seen"] = _sorted(state.seen)
    else:
        compact(root)
        body["ids"] = root.next_id
        body["counts"] = _sorted(root.counts)
        body["chosen"] = root.chosen
        body["seed"] = root.environment.seed
        body["root"] = _dump_scope(root)
        body["scopes"] = [_dump_scope(scope) for _, scope in sorted(root.subprocesses.items())]
    return orjson.dumps(body)


def load(definition: ProcessDefinition, model: Model, sandbox: Sandbox, content: bytes) -> State:
    """The state from ``dump``."""
    body = orjson.loads(content)
    if body.get("format") != FORMAT:
        raise ValueError(f"a snapshot of format {body.get('format')!r} cannot be read")
    state = State(definition, model, status=InstanceState(body["status"]), step=body["step"], seen=body.get("seen", {}))
    if "root" in body:
        root = Root(model, sandbox, _NEVER, deserializing=True, chosen=body["chosen"])
        _load_scope(root, body["root"])
        for row in body["scopes"]:
            _load_inner(root, row)
        root.next_id, root.counts = body["ids"], body["counts"]
        root.environment.seed = body["seed"]
        state.root = root
        state.seen = visible(root)
        follow_all(state, root)
    return state


def _dump_scope(scope: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"tasks": _rows(scope), "tree": scope.task_tree.id}
    if scope.parent_task_id is not None:
        body |= {"host": scope.parent_task_id, "spec": scope.spec.name, "chosen": scope.chosen}
    if scope.data.get("data_objects"):
        body["objects"] = _sorted(scope.data["data_objects"])
    if scope.correlations:
        body["correlations"] = scope.correlations
    if scope.armed:
        body["armed"] = sorted(scope.armed)
    if scope.last_task is not None:
        body["last"] = scope.last_task.id
    return body


def _rows(scope: Any) -> list[list[Any]]:
    """Parents before children: number, parent, state, element, activity, triggered, internal data, changed and removed data."""
    rows, tasks, numbers = [], scope.tasks, scope.spec.numbers
    stack = [scope.task_tree.id]
    order = []
    while stack:
        task_id = stack.pop()
        order.append(task_id)
        stack.extend(reversed(tasks[task_id]._children))
    for task_id in order:
        task = tasks[task_id]
        changed, removed = _delta(tasks[task._parent].data if task._parent is not None else {}, task.data)
        if not task.data and task._state < TaskState.WAITING:
            changed, removed = {}, True
        internal = _sorted(task.internal_data) if task.internal_data else None
        row = [task_id, task._parent, task._state, numbers[task.task_spec.name], task.activity, int(task.triggered), internal]
        rows.append([*row, changed or None, removed or None])
    return rows


def _delta(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    changed = {name: after[name] for name in sorted(after) if name not in before or not same(before[name], after[name])}
    removed = [name for name in sorted(before) if name not in after]
    return changed, removed


def _sorted(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in sorted(values)}


def _load_inner(root: Root, body: dict[str, Any]) -> None:
    host = next(scope.tasks[body["host"]] for scope in root.scopes() if body["host"] in scope.tasks)
    scope = Scope(root.model.scope(body["spec"]), host, root, deserializing=True)
    scope.chosen = body["chosen"]
    root.subprocesses[host.id] = scope
    _load_scope(scope, body)
    scope.completed_event.connect(host.task_spec._on_subworkflow_completed, host)


def _load_scope(scope: Any, body: dict[str, Any]) -> None:
    scope.armed = set(body.get("armed", ()))
    for row in body["tasks"]:
        _load_task(scope, row)
    scope.task_tree = scope.tasks[body["tree"]]
    scope.correlations = body.get("correlations", {})
    scope.last_task = scope.tasks.get(body.get("last"))
    if "objects" in body:
        scope.data["data_objects"] = body["objects"]


def _load_task(scope: Any, row: list[Any]) -> None:
    task_id, parent_id, state, number, activity, triggered, internal, changed, removed = row
    parent = scope.tasks.get(parent_id)
    task = Task(scope, scope.spec.task_specs[scope.spec.names[number]], parent, state, task_id)
    task.activity, task.triggered = activity, bool(triggered)
    task.internal_data = internal or {}
    if removed is not True:
        data = {name: value for name, value in parent.data.items() if name not in (removed or ())} if parent else {}
        task.data = {**data, **(changed or {})}
    if state == TaskState.WAITING:
        if task.task_spec.restless:
            unsettle(task)
        if isinstance(task.task_spec, CatchingEvent):
            scope.top_workflow.event_manager.add_task(task)
