"""Decides for each token whether and how it goes on in the new version: carried over, begun anew, or not at all."""

from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import EventSubprocess, SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from baton.domain.migration import Obstacle
from baton.engine.migration.ahead import SPLIT
from baton.engine.migration.pair import Pair
from baton.engine.migration.tokens import armed, listeners, passes, place, split_of, tokens, waits_at_join
from baton.engine.migration.wording import bare, label, sentence
from baton.engine.model.elements import ParkingServiceTask
from baton.engine.repairs.joins.tokens import TAKEN_BY, flow

_LOOP = ("data_input", "data_output", "input_item", "output_item")


@dataclass
class Fit:
    """The decision, by task id. ``carried``: the task and its new specification, scope by scope; ``anew``: tokens that are
    withdrawn and begin at an element of the new version; ``ended``: listeners that listen no more; ``listen``: listeners that
    begin, under the task they belong to (the scope itself for event sub-processes)."""

    carried: dict[int, Any] = field(default_factory=dict)
    anew: dict[int, str] = field(default_factory=dict)
    ended: list[int] = field(default_factory=list)
    listen: dict[int, list[str]] = field(default_factory=dict)
    scopes: dict[int | None, Any] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def fit(root: Any, pair: Pair) -> Fit:
    """Decide for everything that is active in an instance."""
    found = Fit()
    _Fitting(root, pair, found).scope(root, pair.new.model.spec)
    return found


class _Fitting:
    """Walks through the scopes of an instance, outer ones first."""

    def __init__(self, root: Any, pair: Pair, found: Fit) -> None:
        self.root = root
        self.pair = pair
        self.found = found

    def scope(self, scope: Any, spec: Any) -> None:
        """Every token and listener of one scope, of which ``spec`` is the new content."""
        self.found.scopes[scope.parent_task_id] = spec
        for token in tokens(scope):
            self._token(token, spec)
        for task in scope.tasks.values():
            if TAKEN_BY in task.internal_data:
                self._taken(task, spec)
        self._event_sub_processes(scope, spec)

    def _token(self, token: Any, spec: Any) -> None:
        name = token.task_spec.name
        new = self.pair.spec_of(spec, name)
        scope, element = place(token)
        if new is None:
            self._refuse(token, spec, f"{self._at(token)}, which the new version does not have there.", True)
        elif waits_at_join(token):
            self._join(token, new, spec)
        elif type(new) is not type(token.task_spec):
            self._other_kind(token, new, spec)
        elif self._waits_for_other(token, (spec.name, new.bpmn_id), (scope, element)) or self._calls_other(token, new):
            self._begin(token, new)
        else:
            self._carry(token, new, spec)

    def _other_kind(self, token: Any, new: Any, spec: Any) -> None:
        """The element is there and is something else: whether that takes its place has to be said."""
        _, element = place(token)
        repeats = isinstance(new, LoopTask) or isinstance(token.task_spec, LoopTask)
        if element in self.pair.mapping and not isinstance(token.task_spec, LoopTask):
            self._begin(token, new)
        elif repeats:
            self._refuse(
                token,
                spec,
                f"{self._at(token)}, which is repeated in another way in the new version.",
                not isinstance(token.task_spec, LoopTask),
            )
        else:
            self._refuse(token, spec, f"{self._at(token)}, which is an element of another kind in the new version.", True)

    def _waits_for_other(self, token: Any, new: tuple[str, str], old: tuple[str, str]) -> bool:
        """Whether the token waits for an event that is another one in the new version."""
        return (
            isinstance(token.task_spec, CatchingEvent)
            and token._state == TaskState.WAITING
            and not self.pair.same_event(old, new)
        )

    def _begin(self, token: Any, new: Any) -> None:
        if isinstance(token.task_spec, ParkingServiceTask) and token._state == TaskState.STARTED:
            self.found.calls.append(self.root.name(token))
            self.found.remarks.append(f"{sentence(self._label(token))} makes another call now; it is made anew.")
        elif place(token)[1] not in self.pair.mapping:
            self.found.remarks.append(f"What {self._label(token)} waits for is another event now; it begins to wait anew.")
        self.found.anew[token.id] = new.name
        self.found.ended += [listener.id for listener in listeners(token)]

    def _carry(self, token: Any, new: Any, spec: Any) -> None:
        self.found.carried[token.id] = new
        if isinstance(new, LoopTask) and not self._passes(token, new, spec):
            return
        self._inside(token, new, spec)
        self._boundary(token, new, spec)

    def _passes(self, token: Any, new: Any, spec: Any) -> bool:
        """A repeated activity goes on only where it is repeated over the same things."""
        inner = spec.task_specs.get(new.task_spec)
        old_inner = token.workflow.spec.task_specs[token.task_spec.task_spec]
        same = type(inner) is type(old_inner) and all(
            _name(getattr(token.task_spec, part, None)) == _name(getattr(new, part, None)) for part in _LOOP
        )
        if not same:
            self._refuse(token, spec, f"{self._at(token)}, which is repeated in another way in the new version.")
            return False
        for one in passes(token):
            if isinstance(one.task_spec, CatchingEvent) and self._waits_for_other(one, (spec.name, new.bpmn_id), place(one)):
                self._refuse(one, spec, f"{self._at(one)} several times, and waits for another event in the new version.")
                return False
            if self._calls_other(one, inner):
                self._refuse(one, spec, f"{self._at(one)} several times, and makes another call in the new version.")
                return False
            self.found.carried[one.id] = inner
            self._inside(one, inner, spec)
        return True

    def _calls_other(self, token: Any, new: Any) -> bool:
        """Whether the token waits for the answer to a call that is another one in the new version."""
        before = token.task_spec
        if not isinstance(before, ParkingServiceTask) or token._state != TaskState.STARTED:
            return False
        same = (before.operation_name, before.operation_params) == (new.operation_name, new.operation_params)
        return not same or bool(before.bpmn_id != new.bpmn_id)

    def _inside(self, token: Any, new: Any, spec: Any) -> None:
        """What runs inside of a sub-process or call."""
        scope = self.root.subprocesses.get(token.id)
        if scope is None or not isinstance(new, SubWorkflowTask):
            return
        content = self.pair.inner(token.task_spec, new)
        if content is None:
            self._refuse(token, spec, f"{self._at(token)}, which calls another process in the new version.")
        else:
            self.scope(scope, content)

    def _join(self, token: Any, new: Any, spec: Any) -> None:
        """A token that waits for others has come from somewhere: the new version must lead from there."""
        came_from = flow(token)
        if type(new) is not type(token.task_spec):
            self._refuse(token, spec, f"A branch waits at {self._label(token)}, which joins in another way in the new version.")
        elif new.name != "process:join" and self.pair.name(came_from) not in new._inputs:
            told = label(self.pair.old.model, token.workflow.spec, came_from)
            self._refuse(
                token,
                spec,
                f"A branch came from {told} and waits at {self._label(token)}; no flow leads so in the new version.",
            )
        elif isinstance(spec.task_specs.get(self.pair.name(came_from)), LoopTask) and not isinstance(
            token.parent.task_spec, LoopTask
        ):
            told = label(self.pair.old.model, token.workflow.spec, came_from)
            self._refuse(token, spec, f"A branch came from {told}, which is repeated in the new version, and waits to be joined.")
        else:
            self.found.carried[token.id] = new

    def _taken(self, task: Any, spec: Any) -> None:
        """A token that a failed join has taken already."""
        new = self.pair.spec_of(spec, task.task_spec.name)
        if type(new) is not type(task.task_spec) or not set(task.task_spec._inputs) <= set(new._inputs):
            self._refuse(task, spec, f"{sentence(self._label(task))} failed while joining branches; resolve the incident first.")
        else:
            self.found.carried[task.id] = new

    def _boundary(self, token: Any, new: Any, spec: Any) -> None:
        """Listeners beside a token that goes on: those that are as they were stay, others end, new ones begin."""
        old_split, split = split_of(token), spec.task_specs.get(f"{new.bpmn_id}{SPLIT}")
        had = {self.pair.name(name): name for name in (old_split.task_spec._outputs if old_split else ())}
        has = [name for name in (split._outputs if split else ()) if name != new.name]
        begin = [name for name in has if name not in had]
        for listener in listeners(token):
            there = spec.task_specs.get(self.pair.name(listener.task_spec.name))
            same = there is not None and there.name in has and type(there) is type(listener.task_spec)
            if same and self.pair.same_event(place(listener), (spec.name, there.bpmn_id)):
                self.found.carried[listener.id] = there
                continue
            self.found.ended.append(listener.id)
            if there is not None and there.name in has and there.name not in begin:
                begin.append(there.name)
                self.found.remarks.append(f"{sentence(self._new(spec, there.name))} was changed; it begins to listen anew.")
        if split is not None:
            self.found.listen[token.id] = begin

    def _event_sub_processes(self, scope: Any, spec: Any) -> None:
        old_names, new_names = scope.spec.start.event_subprocesses, spec.start.event_subprocesses
        begin = [name for name in new_names if name not in {self.pair.name(one) for one in old_names}]
        for host in armed(scope):
            new = self.pair.spec_of(spec, host.task_spec.name)
            if isinstance(new, EventSubprocess) and self._listens_as_before(host, new):
                self.found.carried[host.id] = new
                self.scope(self.root.subprocesses[host.id], self.pair.new.model.scopes[new.spec])
                continue
            self.found.ended.append(host.id)
            if isinstance(new, EventSubprocess):
                begin.append(new.name)
        if not any(self._interrupts(task) for task in scope.active.values() if task.id not in scope.armed):
            self.found.listen[-(scope.parent_task_id or 0)] = begin

    def _listens_as_before(self, host: Any, new: Any) -> bool:
        inner, content = self.root.subprocesses[host.id], self.pair.new.model.scopes[new.spec]
        waiting = [task for task in inner.active.values() if isinstance(task.task_spec, CatchingEvent)]
        return all(
            (spec := self.pair.spec_of(content, task.task_spec.name)) is not None
            and self.pair.same_event(place(task), (content.name, spec.bpmn_id))
            for task in waiting
        )

    def _interrupts(self, task: Any) -> bool:
        """Whether the task is an event sub-process that has ended everything else in its scope."""
        scope = self.root.subprocesses.get(task.id) if isinstance(task.task_spec, EventSubprocess) else None
        return scope is not None and bool(scope.spec.start_event.interrupting)

    def _refuse(self, token: Any, spec: Any, message: str, mappable: bool = False) -> None:
        _, element = place(token)
        self.found.obstacles.append(
            Obstacle(self.root.name(token), element, bare(self._label(token)), spec.name, message, mappable)
        )

    def _at(self, token: Any) -> str:
        return f"It stands at {self._label(token)}"

    def _label(self, token: Any) -> str:
        return label(self.pair.old.model, token.workflow.spec, token.task_spec.name)

    def _new(self, spec: Any, name: str) -> str:
        return label(self.pair.new.model, spec, name)


def _name(item: Any) -> str | None:
    return None if item is None else item.bpmn_id
