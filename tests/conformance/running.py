"""Runs one of our own models step by step, for tests that read like a story."""

from datetime import datetime, timedelta
from typing import Any

from baton.domain.engine import Advance, Command, CompleteTask, FinishJob, Start
from baton.engine.spiff import SpiffEngine
from conformance.definitions import T0, definition
from conformance.engine_doubles import NoDecisions, PlainSandbox

ENGINE = SpiffEngine(PlainSandbox(), NoDecisions())


class Run:
    """One instance of ``model``. With ``restart`` every step begins from bytes."""

    def __init__(self, model: str, restart: bool = False, more: tuple[str, ...] = ()) -> None:
        self.engine, self.restart = ENGINE, restart
        self.definition = definition(model, *more)
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

    def later(self, **length: float) -> None:
        self.now += timedelta(**length)

    def replayed(self) -> bytes:
        state = self.engine.fresh(self.definition)
        for command, at in self.journal:
            state = self.engine.apply(state, command, at).state
        return self.engine.dump(state)

    @property
    def variables(self) -> dict[str, Any]:
        return self.engine.variables(self.state)

    @property
    def bytes(self) -> bytes:
        return self.engine.dump(self.state)


def told(advance: Advance) -> list[str]:
    """The moves of a step in a form that is short to write."""
    return [f"{move.activity} {move.state}" for move in advance.moves]
