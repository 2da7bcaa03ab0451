"""Asking a decision that is being edited: row by row, with the reasons, and with an example for each of its rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.policy import require
from baton.domain.ports.decisions import Asked, CompiledDecision, Trace
from baton.domain.problems import errors
from baton.usecases.platform import Platform

MOST_ROWS = 500
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """A decision as it stands in an editor."""

    content: bytes
    file: str
    id: str


def attempts(platform: Platform, actor: Actor, source: Source, rows: Sequence[Row]) -> list[Trace]:
    """What the decision answers to each row of inputs, which stand under the texts of the expressions that look at them."""
    require(actor, "model.edit")
    if len(rows) > MOST_ROWS:
        raise InvalidInput(f"{len(rows)} examples; at most {MOST_ROWS} are tried at once.")
    decision, now = compiled(platform, source), platform.clock.now()
    return [decision.trace(Asked(as_variables(row), now, row)) for row in rows]


def suggestions(platform: Platform, actor: Actor, source: Source) -> list[tuple[Row, Trace] | None]:
    """An example for each rule with what the table answers to it now; None for rules for which none was found."""
    require(actor, "model.edit")
    decision, now = compiled(platform, source), platform.clock.now()
    return [_tried(decision, row, now) for row in decision.examples()[:MOST_ROWS]]


def compiled(platform: Platform, source: Source) -> CompiledDecision:
    """The decision ready to be asked. Raises ``InvalidInput`` with what is wrong with its file."""
    decisions, problems = platform.decisions.compile(source.content, source.file)
    if source.id not in decisions:
        raise InvalidInput("The decision cannot be tried before its errors are corrected.", problems=errors(problems))
    return decisions[source.id]


def as_variables(row: Row) -> dict[str, Any]:
    """The inputs as variables: ``order.amount`` is the part ``amount`` of the variable ``order``."""
    variables = dict(row)
    for text, value in row.items():
        *parents, last = text.split(".")
        inner: Any = variables
        for parent in parents:
            inner = inner.setdefault(parent, {}) if isinstance(inner, dict) else None
        if parents and isinstance(inner, dict):
            inner[last] = value
    return variables


def _tried(decision: CompiledDecision, row: Row | None, now: datetime) -> tuple[Row, Trace] | None:
    return None if row is None else (row, decision.trace(Asked(as_variables(row), now, row)))
