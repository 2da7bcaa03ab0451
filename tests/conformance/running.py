"""Runs one of our own models step by step, for tests that read like a story."""

from datetime import datetime, timedelta
from typing import Any

from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Advance, Command, CompleteTask, FinishJob, FireTimers, Migrate, Start
from baton.engine.spiff import SpiffEngine
from conformance.definitions import T0, definition
from conformance.engine_doubles import NoDecisions, PlainSandbox

ENGINE = SpiffEngine(PlainSandbox(), NoDecisions())


class Run:
    """One instance of ``model``. With ``restart`` every step begins from bytes."""

    def __init__(self, model: str, restart: bool = False, more: tuple[str, ...] = ()) -> None:
        self._begin(definition(model, *more), restart)

    @classmethod
    def of(cls, definition: ProcessDefinition) -> "Run":
        """One instance of a definition that was written for the test."""
        run = cls.__new__(cls)
        run._begin(definition, False)
        return run

    def _begin(self, definition: ProcessDefinition, restart: bool) -> None:
        self.engine, self.restart = ENGINE, restart
        self.definition = self.first = definition
        self.versions: dict[str, ProcessDefinition] = {}
        self.state = self.engine.fresh(self.definition)
        self.now = T0
        self.journal: list[tuple[Command, datetime]] = []
        self.last: Advance | None = None

    def tell(self, command: Command) -> Advance:
        if self.restart and self.journal:
            self.state = self.engine.load(self.definition, self.engine.dump(self.state))
        advance = self.engine.apply(self.state, command, self.now)
        self.journal.append((command, self.now))
        self.state, self.last = advance.state, advance
        return advance

    def start(self, **variables: Any) -> Advance:
        return self.tell(Start(variables))

    def complete(self, activity: str, **variables: Any) -> Advance:
        return self.tell(CompleteTask(activity, variables))

    def finish(self, activity: str, result: Any = None) -> Advance:
        return self.tell(FinishJob(activity, result))

    def migrate(self, definition: ProcessDefinition, mapping: dict[str, str] | None = None) -> Advance:
        command = Migrate(definition.id, mapping or {})
        self.versions[definition.id] = definition
        advance = self.engine.migrate(self.state, definition, command.mapping, self.now)
        self.journal.append((command, self.now))
        self.definition, self.state, self.last = definition, advance.state, advance
        return advance

    def wait_for_timer(self) -> Advance:
        """Let time pass until the next timer is due, and fire it."""
        self.now = min(wait.due_at for wait in self.state.waits.values() if wait.due_at is not None)
        return self.tell(FireTimers())

    def later(self, **length: float) -> None:
        self.now += timedelta(**length)

    def replayed(self) -> bytes:
        state = self.engine.fresh(self.first)
        for command, at in self.journal:
            if isinstance(command, Migrate):
                state = self.engine.migrate(state, self.versions[command.definition], command.mapping, at).state
            else:
                state = self.engine.apply(state, command, at).state
        return self.engine.dump(state)

    def reloaded(self) -> bytes:
        return self.engine.dump(self.engine.load(self.definition, self.bytes))

    @property
    def variables(self) -> dict[str, Any]:
        return self.engine.variables(self.state)

    @property
    def bytes(self) -> bytes:
        return self.engine.dump(self.state)


def told(advance: Advance) -> list[str]:
    """The moves of a step in a form that is short to write."""
    return [f"{move.activity} {move.state}" for move in advance.moves]
