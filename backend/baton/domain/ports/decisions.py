"""The socket for decision tables: DMN files in, answers with their reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass
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


class CompiledDecision(Protocol):
    """One decision, compiled once, safe to share between threads."""

    id: str
    name: str

    def evaluate(self, variables: Mapping[str, Any], now: datetime) -> DecisionResult:
        """Raises ``DecisionError``."""


class Decisions(Protocol):
    """Compiles DMN."""

    def compile(self, content: bytes, file: str) -> tuple[dict[str, CompiledDecision], tuple[Problem, ...]]:
        """Every decision of a DMN 1.1-1.5 file by its id, and what is wrong with the file. Never raises for bad content."""
