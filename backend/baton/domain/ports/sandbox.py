"""The socket for text that designers wrote and that must never reach Python's own ``eval`` or ``exec``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class SandboxError(Exception):
    """Designer text failed: it does not parse, is not allowed, raised, or ran over a limit. The message is for designers."""


@dataclass(frozen=True)
class FunctionSignature:
    """A function that designer text may call, as an editor offers it."""

    name: str
    signature: str
    help: str


class Sandbox(Protocol):
    """Two languages: expressions (one value, in process, whitelisted) and scripts (statements, in a limited worker)."""

    def check_expression(self, text: str) -> str | None:
        """Why ``text`` is not an allowed expression, or None."""

    def check_script(self, text: str) -> str | None:
        """Why ``text`` is not an allowed script, or None."""

    def functions(self) -> tuple[FunctionSignature, ...]:
        """Every function that expressions may call, by name; scripts know them as well."""

    def reads(self, text: str) -> frozenset[str]:
        """The free variable names of an expression or script (empty when it does not parse)."""

    def renamed(self, text: str, old: str, new: str) -> str:
        """``text`` (an expression or a script) with the variable ``old`` called ``new``: whole names only, and only where they
        mean the variable. Raises ``SandboxError`` where that cannot be done safely."""

    def evaluate(self, text: str, variables: Mapping[str, Any], now: datetime) -> Any:
        """The value of an expression; ``now`` is the only clock it sees. Raises ``SandboxError``."""

    def execute(self, text: str, variables: Mapping[str, Any], now: datetime, seed: int) -> dict[str, Any]:
        """Run a script by value and return all variables afterwards (deleted ones are absent). Same arguments, same result;
        ``variables`` is not changed. Raises ``SandboxError``."""
