"""Sends every expression and script of a model to the sandbox; Python's own ``eval`` and ``exec`` are never reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment, PythonScriptEngine

from baton.domain.incidents import FailureKind
from baton.domain.ports.sandbox import Sandbox, SandboxError
from baton.engine.repairs.failure import ActivityFailed
from baton.engine.run.data.values import plain


class SandboxEnvironment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """The place where SpiffWorkflow would evaluate and execute. ``now`` and ``seed`` are those of the present step."""

    def __init__(self, sandbox: Sandbox, now: datetime) -> None:
        super().__init__()
        self.sandbox = sandbox
        self.now = now
        self.seed = 0

    def evaluate(self, expression: str, context: Mapping[str, Any], external_context: Any = None) -> Any:
        """The value of an expression; variables win over data objects of the same name."""
        variables = {**external_context, **context} if external_context else context
        return plain(self.sandbox.evaluate((expression or "").strip(), variables, self.now))

    def execute(self, script: str, context: dict[str, Any], external_context: Any = None) -> bool:
        """Run a script; its variables replace ``context``. What comes back as the very object that went in is JSON already."""
        variables = {**external_context, **context} if external_context else context
        self.seed += 1
        result = self.sandbox.execute(script or "", variables, self.now, self.seed)
        kept = {name: value if value is variables.get(name, result) else plain(value) for name, value in result.items()}
        context.clear()
        context.update(kept)
        return True

    def call_service(self, context: Any, **kwargs: Any) -> Any:
        """Nothing is called within a step."""
        raise NotImplementedError


class SandboxEngine(PythonScriptEngine):  # type: ignore[misc]
    """Tells failures of conditions, scripts and other expressions apart."""

    def validate(self, expression: str) -> None:
        """Checked before deployment."""

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        """The value of an expression within a task."""
        try:
            return self.environment.evaluate(expression, task.data, external_context)
        except SandboxError as error:
            gateway = getattr(task.task_spec, "cond_task_specs", None) is not None
            kind = FailureKind.CONDITION if gateway else FailureKind.EXPRESSION
            raise ActivityFailed(kind, f"{(expression or '').strip()}: {error}") from error

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        """Run a script within a task."""
        try:
            return bool(self.environment.execute(script, task.data, external_context))
        except SandboxError as error:
            raise ActivityFailed(FailureKind.SCRIPT, str(error)) from error
