"""The smallest host of the engine: everything in memory, messages and signals routed at once, a clock that tests turn."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import (
    Advance,
    Cancel,
    Command,
    CompleteTask,
    DeliverMessage,
    DeliverSignal,
    FireTimers,
    ProcessEngine,
    Start,
    Thrown,
)
from baton.domain.errors import Conflict
from baton.domain.instances import InstanceState
from baton.domain.problems import errors
from baton.engine.timing import duration
from conformance.definitions import T0, definitions


class Rejected(Exception):
    """The files were not accepted."""


class ActionFailed(Exception):
    """Nothing waits for that."""


@dataclass
class Hosted:
    """One instance with everything a host keeps beside its state."""

    definition: ProcessDefinition
    state: Any
    status: InstanceState = InstanceState.ACTIVE
    journal: list[tuple[Command, datetime]] = field(default_factory=list)
    tasks: dict[str, Any] = field(default_factory=dict)
    waits: dict[str, Any] = field(default_factory=dict)
    failures: dict[str, Any] = field(default_factory=dict)
    moves: list[Any] = field(default_factory=list)
    changed: dict[str, Any] = field(default_factory=dict)


class EngineHost:
    """Deploys, starts, delivers and looks on."""

    def __init__(self, engine: ProcessEngine) -> None:
        self.engine = engine
        self.now = T0
        self.instances: list[Hosted] = []
        self.models: dict[str, ProcessDefinition] = {}
        self.order_: list[str] = []

    def deploy(self, paths: list[str]) -> None:
        files = {Path(path).name: Path(path).read_bytes() for path in paths}
        report = self.engine.check(files)
        if errors(report.problems):
            raise Rejected("; ".join(problem.message for problem in errors(report.problems)))
        self.models = definitions(files)

    def start(self, key: str, data: dict[str, Any] | None = None, **how: Any) -> int:
        if key not in self.models:
            raise Rejected(f"no process {key}")
        hosted = Hosted(self.models[key], self.engine.fresh(self.models[key]))
        self.instances.append(hosted)
        index = len(self.instances) - 1
        try:
            self.tell(hosted, Start(variables=data or {}, **how))
        except Conflict as error:
            raise Rejected(str(error)) from error
        return index

    def tell(self, hosted: Hosted, command: Command) -> None:
        """Apply a command, and whatever the instance threw by it to everybody else."""
        advance = self.engine.apply(hosted.state, command, self.now)
        hosted.journal.append((command, self.now))
        self._keep(hosted, advance)
        for thrown in advance.thrown:
            self._route(thrown, hosted)

    def _keep(self, hosted: Hosted, advance: Advance) -> None:
        hosted.state, hosted.status = advance.state, advance.status
        hosted.moves += advance.moves
        self.order_ += [move.element_id for move in advance.moves if move.state == "completed"]
        for activity in advance.closed:
            hosted.tasks.pop(activity, None)
            hosted.failures.pop(activity, None)
            hosted.waits = {key: wait for key, wait in hosted.waits.items() if wait.activity != activity}
        for key in advance.disarmed:
            hosted.waits.pop(key)
        hosted.tasks |= {task.activity: task for task in advance.opened}
        hosted.waits |= {wait.key: wait for wait in advance.armed}
        hosted.failures |= {failure.activity: failure for failure in advance.failures}
        for name in advance.removed:
            del hosted.changed[name]
        hosted.changed |= advance.changed

    def _route(self, thrown: Thrown, source: Hosted | None) -> int:
        receivers = 0
        for hosted in list(self.instances):
            if hosted is source or hosted.status is not InstanceState.ACTIVE:
                continue
            command: Command = DeliverSignal(thrown.name, thrown.payload)
            if thrown.kind == "message":
                command = DeliverMessage(thrown.name, thrown.payload, thrown.correlation)
            try:
                self.tell(hosted, command)
            except Conflict:
                continue
            receivers += 1
            if thrown.kind == "message":
                return receivers
        for key, model in self.models.items():
            if any(start.kind == thrown.kind and start.name == thrown.name for start in model.outline.starts):
                if source is not None and source.definition.key == key:
                    continue
                self.start(key, kind=thrown.kind, name=thrown.name, payload=thrown.payload)
                receivers += 1
                if thrown.kind == "message":
                    break
        return receivers

    def complete(self, element: str, data: dict[str, Any] | None = None, nth: int = 0) -> None:
        found = [
            (hosted, task)
            for hosted in self.instances
            for task in hosted.tasks.values()
            if element in (task.element_id, task.name) and task.activity not in hosted.failures
        ]
        if len(found) <= nth:
            raise ActionFailed(f"no open task {element}")
        hosted, task = found[nth]
        self.tell(hosted, CompleteTask(task.activity, data or {}))

    def message(self, name: str, payload: Any = None, correlation: Any = None) -> None:
        if not self._route(Thrown("message", name, payload or {}, correlation or {}), None):
            raise ActionFailed(f"nobody waits for {name}")

    def signal(self, name: str, payload: Any = None) -> None:
        self._route(Thrown("signal", name, payload or {}), None)

    def advance(self, length: str) -> None:
        """Let time pass, stopping wherever a timer is due."""
        until = duration(length).after(self.now)
        while True:
            due = [
                (wait.due_at, index)
                for index, hosted in enumerate(self.instances)
                for wait in hosted.waits.values()
                if wait.due_at is not None and wait.due_at <= until
            ]
            if not due:
                break
            self.now, index = max(self.now, min(due)[0]), min(due)[1]
            self.tell(self.instances[index], FireTimers())
        self.now = until

    def cancel(self, index: int = 0) -> None:
        self.tell(self.instances[index], Cancel())

    def restart(self) -> None:
        """Write every instance out and read it back; refuse when the copy or a replay of the journal differs."""
        for hosted in self.instances:
            content = self.engine.dump(hosted.state)
            hosted.state = self.engine.load(hosted.definition, content)
            assert self.engine.dump(hosted.state) == content, "a loaded state is not the one that was written"

    def replayed(self, hosted: Hosted) -> bytes:
        """The state that the journal alone leads to."""
        state = self.engine.fresh(hosted.definition)
        for command, at in hosted.journal:
            state = self.engine.apply(state, command, at).state
        return self.engine.dump(state)

    def status(self, index: int = 0) -> str:
        hosted = self.instances[index]
        if hosted.failures:
            return "error"
        return {"active": "waiting", "completed": "completed", "terminated": "cancelled"}[hosted.status.value]

    def error(self, index: int = 0) -> str:
        return str([failure.message for failure in self.instances[index].failures.values()])

    def open_tasks(self) -> list[str]:
        return sorted(task.element_id for hosted in self.instances for task in hosted.tasks.values())

    def waiting_events(self) -> list[str]:
        return sorted({wait.element_id for hosted in self.instances for wait in hosted.waits.values()})

    def visits(self) -> Counter[str]:
        return Counter(self.order_)

    def order(self) -> list[str]:
        return list(self.order_)

    def data(self, index: int = 0) -> dict[str, Any]:
        hosted = self.instances[index]
        variables = self.engine.variables(hosted.state)
        assert variables == hosted.changed, "the changes that were told do not add up to the variables"
        return variables
