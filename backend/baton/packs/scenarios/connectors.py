"""Connectors of a scenario: they answer what the story says, and nothing leaves the machine."""

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any

from baton.domain.errors import BpmnError, ConnectorError
from baton.domain.ports.world import OperationDescription


class ScriptedConnectors:
    """Operations that the story answers itself (``held``; None: every one) wait for it; all others answer ``{}`` at once."""

    def __init__(self, held: frozenset[str] | None = frozenset()) -> None:
        self.held = held
        self._answers: dict[str, deque[Any]] = defaultdict(deque)

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.held or ()))

    def describe(self) -> Mapping[str, OperationDescription]:
        """Nobody draws inside of a story."""
        return {}

    def answer(self, operation: str, answer: Any) -> None:
        """The next call of ``operation`` answers this; an exception is raised."""
        self._answers[operation.replace("/", ".")].append(answer)

    def ready(self, operation: str) -> bool:
        """Whether a call of ``operation`` can be answered now."""
        name = operation.replace("/", ".")
        return (self.held is not None and name not in self.held) or bool(self._answers[name])

    def call(self, operation: str, parameters: Mapping[str, Any], key: str) -> Any:
        waiting = self._answers[operation.replace("/", ".")]
        answer = waiting.popleft() if waiting else {}
        if isinstance(answer, Exception):
            raise answer
        return answer


def failure(details: Mapping[str, Any]) -> Exception:
    """What ``fail`` means: a business error with ``code``, else an outside system that is down for good."""
    text = str(details.get("message_text", "the outside system failed"))
    if code := details.get("code"):
        return BpmnError(str(code), text)
    return ConnectorError(text, retryable=False)
