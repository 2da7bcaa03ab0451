"""Decisions that build on each other: each is evaluated once, before the one that needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from baton.domain.ports.decisions import Asked, DecisionError, DecisionResult, Trace
from baton.domain.problems import Problem
from baton.engine.dmn.checks.coverage import coverage
from baton.engine.dmn.checks.examples import one_per_rule
from baton.engine.dmn.checks.reach import reach
from baton.engine.dmn.feel.values import storable
from baton.engine.dmn.feel.words import Given, Part
from baton.engine.dmn.table import Answer, Table
from baton.engine.dmn.types import Type


class Logic(Protocol):
    """A table or an expression."""

    def answer(self, asked: Asked) -> Answer:
        """Evaluate. Raises ``DecisionError``."""


@dataclass(frozen=True)
class Literal:
    """A decision that is one expression."""

    name: str
    part: Part
    type: Type

    def answer(self, asked: Asked) -> Answer:
        """Evaluate. Raises ``DecisionError``."""
        value = self.type.accepted(self.part.run(Given(asked.variables, asked.now)), f"Decision {self.name!r}", frozenset())
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
        return _result(self._answer(Asked(variables, now), {}))

    def trace(self, asked: Asked) -> Trace:
        """The answer cell by cell, or why there is none."""
        cells: tuple[tuple[bool | None, ...], ...] = ()
        known: dict[str, Answer] = {}
        try:
            if isinstance(self.logic, Table):
                cells = self.logic.marks(self._with_required(asked, known))
            found = _result(self._answer(asked, known))
        except DecisionError as problem:
            return Trace(cells=cells, error=str(problem))
        return Trace(found.value, found.rules, found.inputs, cells)

    def findings(self) -> tuple[Problem, ...]:
        """Gaps, overlaps and rules that are never reached, of its own table."""
        table = self.logic
        return (*coverage(table, self.id, self.name), *reach(table, self.id, self.name)) if isinstance(table, Table) else ()

    def examples(self) -> tuple[Mapping[str, Any] | None, ...]:
        """For each rule of the table the input values that it is for, where found."""
        return one_per_rule(self.logic) if isinstance(self.logic, Table) else ()

    def _answer(self, asked: Asked, known: dict[str, Answer]) -> Answer:
        if self.id not in known:
            seen = self._with_required(asked, known)
            try:
                known[self.id] = self.logic.answer(seen)
            except DecisionError as problem:
                raise DecisionError(f"Decision {self.name!r}: {problem}") from None
            except RecursionError:
                raise DecisionError(f"Decision {self.name!r} is nested too deeply.") from None
        return known[self.id]

    def _with_required(self, asked: Asked, known: dict[str, Answer]) -> Asked:
        if not self.required:
            return asked
        needed = {
            one.name: asked.inputs[one.name] if one.name in asked.inputs else one._answer(asked, known).value
            for one in self.required
        }
        return Asked({**asked.variables, **needed}, asked.now, asked.inputs)


def _result(answer: Answer) -> DecisionResult:
    return DecisionResult(storable(answer.named), answer.rules, storable(dict(answer.inputs)))


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
