"""Running processes and sub-processes: SpiffWorkflow's trees with the indexes, the clock and the records of a step."""

from collections import deque
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from baton.domain.engine import DecisionRecord, Move, Thrown
from baton.domain.incidents import Failure, FailureKind
from baton.domain.ports.sandbox import Sandbox
from baton.engine.model.compile import Model
from baton.engine.repairs.failure import FAILED, ActivityFailed, explain
from baton.engine.repairs.joins.three_way import Writes
from baton.engine.repairs.tasks.index import activate
from baton.engine.run.data import variables
from baton.engine.run.data.environment import SandboxEngine, SandboxEnvironment
from baton.engine.run.data.values import plain
from baton.engine.run.routing import Router

DEEPEST = 50


class _Indexed:
    """The few tasks of one scope that matter now."""

    active: dict[int, Any]
    speaking: dict[int, Any]
    resting: dict[int, Any]
    told: dict[str, Any]
    number: int
    restless: dict[int, Any]
    by_spec: dict[str, dict[int, Any]]
    armed: set[int]
    completed: bool
    spec: Any
    last_task: Any
    completed_event: Any

    def _index(self) -> None:
        self.active, self.restless, self.by_spec, self.armed = {}, {}, {}, set()
        self.speaking, self.resting, self.told = {}, {}, {}

    def update_waiting_tasks(self) -> None:
        """Waiting tasks are looked at when nothing else moves, see the step."""

    def cancel(self, success: bool = False) -> None:
        """End everything in this scope at once."""
        self.completed = True
        for task in sorted(self.active.values(), key=lambda task: task.id):
            task.cancel()

    def cancel_others(self, survivor: Any) -> None:
        """End everything in this scope but ``survivor``."""
        for task in sorted(self.active.values(), key=lambda task: task.id):
            if task is not survivor:
                task.cancel()

    def _task_completed_notify(self, my_task: Any) -> None:
        self.last_task = my_task
        if my_task.task_spec is self.spec.last:
            self.completed = True
            for task_id in sorted(self.armed & self.active.keys()):
                self.active[task_id].cancel()
        if self.completed:
            self.completed_event(self)


class Scope(_Indexed, BpmnSubWorkflow):  # type: ignore[misc]
    """A running sub-process or called process."""

    def __init__(self, spec: Any, host: Any, top: Any, **kwargs: Any) -> None:
        self._index()
        self.host = host
        self.parent_task_id = self.number = host.id
        self.depth = host.workflow.depth + 1
        self.top_workflow = top
        self.correlations: dict[str, Any] = {}
        self.chosen = spec.start_event.name if spec.start_event is not None else None
        BpmnBaseWorkflow.__init__(self, spec, **kwargs)
        for name in spec.data_objects:
            self.data["data_objects"].setdefault(name, None)

    @property
    def parent_workflow(self) -> Any:
        """The scope around this one."""
        return self.host.workflow


class Root(_Indexed, BpmnWorkflow):  # type: ignore[misc]
    """A running instance."""

    number = 0

    def __init__(self, model: Model, sandbox: Sandbox, now: datetime, **kwargs: Any) -> None:
        self._index()
        self.model = model
        self.chosen: str | None = kwargs.pop("chosen", None)
        self.next_id = 0
        self.counts: dict[str, int] = {}
        self.touched: dict[int, Any] = {}
        self.named: dict[str, Any] = {}
        self.unsettled: dict[int, Any] = {}
        self.thrower: Any = None
        self.again: Any = None
        self.queue: deque[Any] = deque()
        self.urgent: deque[Any] = deque()
        self.environment = SandboxEnvironment(sandbox, now)
        self.begin(now)
        super().__init__(model.spec, model.scopes, script_engine=SandboxEngine(self.environment), **kwargs)
        self.event_manager = Router(self)

    def begin(self, now: datetime) -> None:
        """Forget what the last step did."""
        self.now = self.environment.now = now
        self.moves: list[Move] = []
        self.failures: list[Failure] = []
        self.thrown: list[Thrown] = []
        self.requested: list[tuple[Any, str, dict[str, Any]]] = []
        self.decisions: list[DecisionRecord] = []

    def create_subprocess(self, my_task: Any, spec_name: str) -> Scope:
        """A new scope inside of ``my_task``."""
        if my_task.workflow.depth >= DEEPEST:
            raise ActivityFailed(FailureKind.LIMIT, f"processes call each other more than {DEEPEST} deep")
        scope = Scope(self.model.scope(spec_name), my_task, self)
        self.subprocesses[my_task.id] = scope
        if my_task.id in my_task.workflow.armed:
            scope.chosen = None
        return scope

    def scopes(self) -> list[Any]:
        """This process and everything that runs inside of it."""
        return [self, *self.subprocesses.values()]

    def moving(self) -> list[Any]:
        """The scopes that this step touched or that wait for something to settle, the innermost first."""
        self.unsettled = {number: scope for number, scope in self.unsettled.items() if scope.restless}
        found = {task.workflow.number: task.workflow for task in self.touched.values()} | self.unsettled
        return [found[number] for number in sorted(found, reverse=True) if self.holds(found[number])]

    def holds(self, scope: Any) -> bool:
        """Whether a scope still belongs to this instance."""
        return scope is self or self.subprocesses.get(scope.parent_task_id) is scope

    def is_open(self, task: Any) -> bool:
        """Whether a task is active, in a scope that still belongs to this instance."""
        return task.id in task.workflow.active and self.holds(task.workflow)

    def view(self, scope: Any, asking: Any = None) -> dict[str, Any]:
        """The variables of a scope as its active tokens hold them together; ``asking`` is right where they disagree."""
        return variables.view(self, scope, asking)

    def held(self, scope: Any) -> variables.Held:
        """The variables of a scope, and what was written in it."""
        return variables.held(self, scope)

    def written_in(self, task: Any) -> Writes:
        """What was written in an activity so far."""
        return variables.written_in(self, task)

    # --- what tasks report ---------------------------------------------------------------------------------------

    def touch(self, task: Any) -> None:
        """What is known about a task, and about what it runs in, may not hold any more after this step."""
        while task is not None and task.id not in self.touched:
            self.touched[task.id] = task
            scope = task.workflow
            resting = scope.resting.get(task._parent)
            if resting is not None and resting.wake(task.id) and task.id in scope.active:
                scope.speaking[task.id] = task
            task = getattr(scope, "host", None)

    def observe(self, task: Any, value: int) -> None:
        """A task changed its state."""
        self.touch(task)
        spec = task.task_spec
        if value == TaskState.READY and not spec.manual:
            (self.urgent if spec.urgent else self.queue).append(task)
        if spec.element is None:
            return
        if value == TaskState.COMPLETED:
            self._move(task, "completed")
        elif value == TaskState.CANCELLED:
            if task.activity is not None:
                self._move(task, "cancelled")
        elif value == spec.waits_in:
            if task.id not in task.workflow.armed:
                self._move(task, "waiting")
        elif value == TaskState.READY:
            self.name(task)

    def _move(self, task: Any, state: str) -> None:
        element = task.task_spec.element
        self.moves.append(Move(self.name(task), element.id, state, element.type, task.workflow.spec.name))

    def name(self, task: Any) -> str:
        """The activity of a task: its element and how often that element was activated."""
        element = task.task_spec.around
        element_id = element.id if element is not None else task.task_spec.name
        if task.activity is None:
            self.counts[element_id] = task.activity = self.counts.get(element_id, 0) + 1
        return f"{element_id}#{task.activity}"

    def fail(self, task: Any, where: str, error: Exception) -> None:
        """A task cannot go on; it stands where it stood, until somebody tries it again."""
        kind, message = explain(error)
        scope = self.subprocesses.pop(task.id, None) if where == "enter" else None
        if scope is not None:
            scope.cancel()
        if where == "enter" and task._state != TaskState.WAITING:
            task._inherit_data()
            task._state = TaskState.WAITING
            activate(task)
        self.stop(task, where, kind, message)

    def stop(self, task: Any, where: str, kind: FailureKind, message: str) -> None:
        """Mark a task as failed and tell it."""
        task.internal_data[FAILED] = where
        self.touch(task)
        activity = self.name(task)
        around = task.task_spec.around
        element_id, kind_of = (around.id, around.type) if around is not None else (_owner(task), "")
        self.moves.append(Move(activity, element_id, "failed", kind_of, task.workflow.spec.name))
        self.failures.append(Failure(activity, element_id, kind, message))

    def request(self, task: Any, operation: str, parameters: dict[str, Any]) -> None:
        """A service task parks and asks for a call."""
        self.requested.append((task, operation, parameters))

    def decide(self, task: Any, decision: str) -> Any:
        """Ask a decision table and record the answer."""
        found = self.model.decisions[decision].evaluate(task.data, self.now)
        value = plain(found.value)
        inputs = {name: plain(item) for name, item in found.inputs.items()}
        self.decisions.append(DecisionRecord(self.name(task), decision, inputs, tuple(found.rules), value))
        return value

    def catch(self, event: Any) -> None:
        """Something was thrown inside of this instance."""
        thrower, self.thrower = self.thrower, None
        self.event_manager.throw(event, thrower)


def _owner(task: Any) -> str:
    """The element of the model that a step of the engine's own making stands for."""
    name: str = task.task_spec.name
    return name.partition(":")[0]
