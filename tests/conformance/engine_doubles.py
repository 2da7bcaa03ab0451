"""Stand-ins for the rooms around the engine, where a test is about the engine alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from baton.domain.ports.decisions import CompiledDecision
from baton.domain.ports.sandbox import SandboxError
from baton.domain.problems import Problem


class PlainSandbox:
    """Runs trusted test models with Python itself: fast, and able to call what a test hands in."""

    def __init__(self, **functions: Any) -> None:
        self.functions = functions

    def check_expression(self, text: str) -> str | None:
        return None

    def check_script(self, text: str) -> str | None:
        return None

    def reads(self, text: str) -> frozenset[str]:
        return frozenset()

    def evaluate(self, text: str, variables: Mapping[str, Any], now: datetime) -> Any:
        try:
            return eval(text, dict(self.functions), dict(variables))
        except Exception as error:
            raise SandboxError(f"{type(error).__name__}: {error}") from error

    def execute(self, text: str, variables: Mapping[str, Any], now: datetime, seed: int) -> dict[str, Any]:
        import copy

        space = copy.deepcopy(dict(variables))
        try:
            exec(text, dict(self.functions), space)
        except Exception as error:
            raise SandboxError(f"{type(error).__name__}: {error}") from error
        return space


class NoDecisions:
    """A world without decision tables."""

    def compile(self, content: bytes, file: str) -> tuple[dict[str, CompiledDecision], tuple[Problem, ...]]:
        return {}, ()
