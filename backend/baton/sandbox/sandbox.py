"""The sandbox: expressions in this process by our own interpreter, scripts in limited worker processes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from baton.domain.ports.sandbox import FunctionSignature, SandboxError
from baton.sandbox.expressions.compiler import compiled
from baton.sandbox.expressions.functions.signatures import SIGNATURES
from baton.sandbox.renaming import renamed
from baton.sandbox.scripts import runner
from baton.sandbox.scripts.free_names import script_reads
from baton.sandbox.scripts.source import read
from baton.sandbox.scripts.statements import run_simply
from baton.sandbox.scripts.workers import ScriptWorkers

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class HybridSandbox:
    """Implements ``baton.domain.ports.sandbox.Sandbox``; one per process, shared by all threads."""

    def __init__(self, workers: ScriptWorkers | None = None) -> None:
        self._workers = workers or ScriptWorkers()

    def check_expression(self, text: str) -> str | None:
        """Why ``text`` is not an allowed expression, or None."""
        try:
            compiled(text)
        except SandboxError as problem:
            return str(problem)
        return None

    def check_script(self, text: str) -> str | None:
        """Why ``text`` is not an allowed script, or None."""
        try:
            return runner.syntax_problem(read(text), self._workers, EPOCH)
        except SandboxError as problem:
            return str(problem)

    def functions(self) -> tuple[FunctionSignature, ...]:
        """Every function that expressions may call, by name."""
        return SIGNATURES

    def reads(self, text: str) -> frozenset[str]:
        """The free variable names of an expression or script (empty when it does not parse)."""
        try:
            return compiled(text).reads
        except SandboxError:
            pass
        try:
            return script_reads(read(text).tree)
        except SandboxError:
            return frozenset()

    def renamed(self, text: str, old: str, new: str) -> str:
        """``text`` with the variable under another name. Raises ``SandboxError``."""
        return renamed(text, old, new)

    def evaluate(self, text: str, variables: Mapping[str, Any], now: datetime) -> Any:
        """The value of an expression. Raises ``SandboxError``."""
        return compiled(text).evaluate(variables, now)

    def execute(self, text: str, variables: Mapping[str, Any], now: datetime, seed: int) -> dict[str, Any]:
        """Run a script by value and return all variables afterwards. Raises ``SandboxError``."""
        source = read(text)
        outcome = run_simply(source, variables, now)
        return runner.run(source, variables, now, seed, self._workers) if outcome is None else outcome

    def close(self) -> None:
        """End the worker processes."""
        self._workers.close()
