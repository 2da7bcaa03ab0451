"""Decisions that build on each other: each is evaluated once, before the one that needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from baton.domain.ports.decisions import DecisionError, DecisionResult
from baton.engine.dmn.feel.values import storable
from baton.engine.dmn.feel.words import Given, Part
from baton.engine.dmn.table import Answer
from baton.engine.dmn.types import Type


class Logic(Protocol):
    """A table or an expression."""

    def answer(self, variables: Mapping[str, Any], now: datetime) -> Answer:
        """Evaluate. Raises ``DecisionError``."""


@dataclass(frozen=True)
class Literal:
    """A decision that is one expression."""

    name: str
    part: Part
    type: Type

    def answer(self, variables: Mapping[str, Any], now: datetime) -> Answer:
        """Evaluate. Raises ``DecisionError``."""
        value = self.type.accepted(self.part.run(Given(variables, now)), f"Decision {self.name!r}", frozenset())
        return Answer(value, {self.name: value}, (), {})


@dataclass
class Compiled:
    """One decision with those it requires."""

    id: str
    name: str
    logic: Logic
    required: "tuple[Compiled, ...]" = field(default=())

    def evaluate(self, variables: Mapping[str, Any], now: datetime) -> DecisionResult:
        """The answer with its reasons. Raises ``DecisionError``."""
        answer = self._answer(variables, now, {})
        return DecisionResult(storable(answer.named), answer.rules, storable(dict(answer.inputs)))

    def _answer(self, variables: Mapping[str, Any], now: datetime, known: dict[str, Answer]) -> Answer:
        if self.id not in known:
            needed = {one.name: one._answer(variables, now, known).value for one in self.required}
            try:
                known[self.id] = self.logic.answer({**variables, **needed} if needed else variables, now)
            except DecisionError as problem:
                raise DecisionError(f"Decision {self.name!r}: {problem}") from None
            except RecursionError:
                raise DecisionError(f"Decision {self.name!r} is nested too deeply.") from None
        return known[self.id]


def with_requirements(
    logic: Mapping[str, tuple[str, Logic]], requires: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Compiled], dict[str, str]]:
    """Every decision that can be evaluated, and for the others why not."""
    ready: dict[str, Compiled] = {}
    failed: dict[str, str] = {}
    pending = dict(requires)
    while pending:
        able = [key for key, needs in pending.items() if all(need in ready for need in needs)]
        if not able:
            break
        for key in able:
            del pending[key]
            if key in logic:
                name, own = logic[key]
                ready[key] = Compiled(key, name, own, tuple(ready[need] for need in requires[key]))
    for key, needs in pending.items():
        missing = [need for need in needs if need not in requires]
        blocked = "in a circle" if all(need in pending for need in needs) else "on a decision that is not usable"
        failed[key] = f"It requires {', '.join(missing)}, which is not in the file." if missing else f"It builds {blocked}."
    return ready, failed
