"""Tells a model's story: a table beside the model says what happens, and what is to be seen after each step."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from baton.domain.engine import (
    Advance,
    Cancel,
    Command,
    CompleteTask,
    DeliverMessage,
    DeliverSignal,
    FinishJob,
    FireTimers,
    Retry,
    Start,
    ThrowError,
)
from baton.domain.errors import Conflict
from baton.engine.spiff import SpiffEngine
from baton.engine.timing import duration
from conformance.definitions import MODELS, T0, definitions

STORIES = sorted(MODELS.rglob("*.toml"))


def name_of(path: Path) -> str:
    """A story's name: its place below the models."""
    return str(path.relative_to(MODELS).with_suffix(""))


def strays(root: Any) -> list[int]:
    """Tasks that are gone from their trees, but not from the indexes of the engine: they would be kept for ever."""
    if root is None:
        return []
    known = {task_id for scope in root.scopes() for task_id in scope.tasks}
    named = {*root.event_manager.tasks, *root.subprocesses}
    for scope in root.scopes():
        named |= {*scope.active, *scope.restless, *(task_id for tasks in scope.by_spec.values() for task_id in tasks)}
    return sorted(named - known)


class Telling:
    """One instance living through a story; before the steps in ``cuts`` it is written out and read back."""

    def __init__(self, engine: SpiffEngine, path: Path, cuts: Iterable[int] = ()) -> None:
        self.engine, self.cuts, self.now, self.steps = engine, frozenset(cuts), T0, 0
        self.table = tomllib.loads(path.read_text())
        files = [path.with_suffix(".bpmn"), *(path.parent / name for name in self.table.get("files", ()))]
        found = definitions({file.name: file.read_bytes() for file in files})
        outer = next(iter(definitions({files[0].name: files[0].read_bytes()})))
        self.definition = found[self.table.get("process", outer)]
        self.state = engine.fresh(self.definition)
        self.journal: list[tuple[Command, datetime]] = []
        self.open: dict[str, str] = {}
        self.waits: dict[str, Any] = {}
        self.jobs: dict[str, str] = {}
        self.failed: dict[str, str] = {}
        self.variables: dict[str, Any] = {}
        self.seen: list[Advance] = []
        self.status = ""

    def tell(self) -> "Telling":
        """The whole story."""
        for number, step in enumerate([{"start": True, **self.table.get("start", {})}, *self.table.get("step", ())]):
            self.seen = []
            try:
                self.act(step)
                refused = False
            except Conflict:
                refused = True
            place = f"{self.definition.key}, step {number} {step}"
            assert refused == step.get("refused", False), f"{place}: refused {refused}"
            for key in step.keys() & _LOOKS.keys():
                assert _LOOKS[key](self) == step[key], f"{place}: {key} is {_LOOKS[key](self)}"
            wrong = [name for name in step.get("absent", ()) if name in self.variables]
            wrong += [name for name, value in step.get("variables", {}).items() if self.variables.get(name, ...) != value]
            assert not wrong, f"{place}: variables are {self.variables}"
        return self

    def act(self, step: dict[str, Any]) -> None:
        values = step.get("with", {})
        if "start" in step:
            self.say(Start(values, step.get("kind", "none"), step.get("name"), step.get("payload", {})))
        elif "complete" in step:
            self.say(CompleteTask(self.find(self.open, step["complete"], step), values))
        elif "message" in step:
            self.say(DeliverMessage(step["message"], values, step.get("correlation", {})))
        elif "signal" in step:
            self.say(DeliverSignal(step["signal"], values))
        elif "finish" in step:
            self.say(FinishJob(self.find(self.jobs, step["finish"], step), step.get("result")))
        elif "throw" in step:
            self.say(ThrowError(self.find(self.jobs, step["at"], step), step["throw"]))
        elif "retry" in step:
            activity = self.find(self.failed, step["retry"], step)
            self.failed.pop(activity, None)
            self.say(Retry(activity, values))
        elif "later" in step:
            self.later(step["later"])
        elif "pause" in step:
            self.now = duration(step["pause"]).after(self.now)
            self.say(FireTimers())
        else:
            self.say(Cancel("told so"))

    def find(self, among: dict[str, str], element: str, step: dict[str, Any]) -> str:
        """The activity of an element, the first unless the step says ``nth``."""
        found = sorted((one for one in among if among[one] == element), key=lambda one: int(one.partition("#")[2]))
        return found[step.get("nth", 1) - 1] if len(found) >= step.get("nth", 1) else f"{element}#0"

    def later(self, length: str) -> None:
        """Let time pass, stopping wherever a timer is due."""
        until = duration(length).after(self.now)
        while due := [wait.due_at for wait in self.waits.values() if wait.due_at is not None and wait.due_at <= until]:
            self.now = max(self.now, min(due))
            self.say(FireTimers())
        self.now = until

    def say(self, command: Command) -> None:
        if self.steps in self.cuts:
            self.state = self.engine.load(self.definition, self.engine.dump(self.state))
        self.steps += 1
        advance = self.engine.apply(self.state, command, self.now)
        self.journal.append((command, self.now))
        self.state, self.status = advance.state, advance.status.value
        self.seen.append(advance)
        self.keep(advance)
        assert not strays(self.state.root), f"the indexes still name {strays(self.state.root)}"

    def keep(self, advance: Advance) -> None:
        for activity in advance.closed:
            for kept in (self.open, self.jobs, self.failed):
                kept.pop(activity, None)
            self.waits = {key: wait for key, wait in self.waits.items() if wait.activity != activity}
        for key in advance.disarmed:
            self.waits.pop(key, None)
        self.open |= {task.activity: task.element_id for task in advance.opened}
        self.waits |= {wait.key: wait for wait in advance.armed}
        self.jobs |= {job.activity: job.element_id for job in advance.requested}
        self.failed |= {failure.activity: failure.element_id for failure in advance.failures}
        for name in advance.removed:
            del self.variables[name]
        self.variables |= advance.changed

    @property
    def bytes(self) -> bytes:
        return self.engine.dump(self.state)

    def replayed(self) -> bytes:
        """The state that the journal alone leads to."""
        state = self.engine.fresh(self.definition)
        for command, at in self.journal:
            state = self.engine.apply(state, command, at).state
        return self.engine.dump(state)


_LOOKS: dict[str, Callable[[Telling], Any]] = {
    "open": lambda one: sorted(one.open.values()),
    "waits": lambda one: sorted({wait.element_id for wait in one.waits.values()}),
    "due": lambda one: [f"{at:%Y-%m-%dT%H:%M}" for at in sorted(wait.due_at for wait in one.waits.values() if wait.due_at)],
    "jobs": lambda one: sorted(one.jobs.values()),
    "failed": lambda one: sorted(one.failed.values()),
    "kinds": lambda one: [failure.kind.value for advance in one.seen for failure in advance.failures],
    "sent": lambda one: [f"{thrown.kind} {thrown.name}" for advance in one.seen for thrown in advance.thrown],
    "done": lambda one: [move.element_id for advance in one.seen for move in advance.moves if move.state == "completed"],
    "gone": lambda one: sorted(move.element_id for advance in one.seen for move in advance.moves if move.state == "cancelled"),
    "status": lambda one: one.status,
    "groups": lambda one: [group for advance in one.seen for task in advance.opened for group in task.candidate_groups],
}
