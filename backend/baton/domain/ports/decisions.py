"""The socket for decision tables: DMN files in, answers with their reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from baton.domain.problems import Problem


class DecisionError(Exception):
    """A decision could not be evaluated (a type does not fit, UNIQUE hit twice...). The message is for designers."""


@dataclass(frozen=True)
class DecisionResult:
    """``value`` is what a caller stores: a mapping of outputs, a list of them, an aggregate, or None when nothing matched.
    ``rules`` are the 1-based rows that matched; ``inputs`` the input values as evaluated."""

    value: Any
    rules: tuple[int, ...]
    inputs: Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """What a decision is asked with. ``inputs`` are values of input expressions, by their text, that are known already and are
    not evaluated again."""

    variables: Mapping[str, Any]
    now: datetime
    inputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Trace:
    """How a decision came to its answer: ``cells`` says for each rule which input cells matched (None: could not be asked);
    ``error`` is why there is no answer."""

    value: Any = None
    rules: tuple[int, ...] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    cells: tuple[tuple[bool | None, ...], ...] = ()
    error: str = ""


@dataclass(frozen=True)
class ColumnText:
    """A column as it is written: ``text`` is the expression of an input and the name of an output; ``kind`` its declared type;
    ``values`` are those it may have or is compared with, as far as they are listed."""

    heading: str
    text: str
    kind: str = ""
    allowed: str = ""
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class RuleText:
    """A row as it is written."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    annotation: str = ""


@dataclass(frozen=True)
class DecisionText:
    """A decision as it is written. ``expression`` where it is no table; ``refused`` says why it is not evaluated here;
    ``asks`` are the inputs a person gives to try it, those of the decisions it requires among them; ``digest`` changes with
    anything the answer depends on."""

    id: str
    name: str
    policy: str = ""
    aggregation: str = ""
    inputs: tuple[ColumnText, ...] = ()
    outputs: tuple[ColumnText, ...] = ()
    rules: tuple[RuleText, ...] = ()
    expression: str = ""
    refused: str = ""
    requires: tuple[str, ...] = ()
    asks: tuple[ColumnText, ...] = ()
    digest: str = ""


class CompiledDecision(Protocol):
    """One decision, compiled once, safe to share between threads."""

    id: str
    name: str

    def evaluate(self, variables: Mapping[str, Any], now: datetime) -> DecisionResult:
        """Raises ``DecisionError``."""

    def trace(self, asked: Asked) -> Trace:
        """The answer cell by cell. Never raises for what a designer or an input did."""

    def findings(self) -> tuple[Problem, ...]:
        """What is wrong although every cell can be read: inputs without a rule, rules that contradict, rules never reached."""

    def examples(self) -> tuple[Mapping[str, Any] | None, ...]:
        """For each rule of the table the input values, by the text of their expressions, that it alone is for, where found."""


class Decisions(Protocol):
    """Compiles DMN."""

    def check(self, content: bytes, file: str) -> tuple[Problem, ...]:
        """Everything that deployment says about the file by itself."""

    def read(self, content: bytes, file: str) -> tuple[DecisionText, ...]:
        """The decisions as they are written, also those that are not evaluated here; nothing where it is no DMN at all."""

    def compile(self, content: bytes, file: str) -> tuple[dict[str, CompiledDecision], tuple[Problem, ...]]:
        """Every decision of a DMN 1.1-1.5 file by its id, and what is wrong with the file. Never raises for bad content."""
