"""What the sandbox says of texts that designers wrote: a model is checked again and again while it is drawn, and most of its texts
are those of the last time."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

from baton.domain.ports.sandbox import FunctionSignature, Sandbox

MOST = 2_000
LONGEST = 4_000
Said = TypeVar("Said")
_UNKNOWN = object()


class KnownTexts:
    """A sandbox that remembers which texts are allowed and what they read. What it refused it is asked again: a worker may have
    been too busy to judge."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._known: OrderedDict[tuple[str, str], Any] = OrderedDict()

    def check_expression(self, text: str) -> str | None:
        """Why ``text`` is not an allowed expression, or None."""
        return self._sandbox.check_expression(text)

    def check_script(self, text: str) -> str | None:
        """Why ``text`` is not an allowed script, or None."""
        return self._remembered("script", text, self._sandbox.check_script)

    def functions(self) -> tuple[FunctionSignature, ...]:
        """Every function that expressions may call."""
        return self._sandbox.functions()

    def reads(self, text: str) -> frozenset[str]:
        """The free variable names of an expression or script."""
        return self._remembered("reads", text, self._sandbox.reads)

    def renamed(self, text: str, old: str, new: str) -> str:
        """The text with one name replaced."""
        return self._sandbox.renamed(text, old, new)

    def evaluate(self, text: str, variables: Mapping[str, Any], now: datetime) -> Any:
        """The value of an expression."""
        return self._sandbox.evaluate(text, variables, now)

    def execute(self, text: str, variables: Mapping[str, Any], now: datetime, seed: int) -> dict[str, Any]:
        """Run a script."""
        return self._sandbox.execute(text, variables, now, seed)

    def _remembered(self, question: str, text: str, ask: Callable[[str], Said]) -> Said:
        key = (question, text)
        known = self._known.get(key, _UNKNOWN)
        if known is not _UNKNOWN:
            return cast(Said, known)
        said = ask(text)
        if len(text) <= LONGEST and not isinstance(said, str):
            self._known[key] = said
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return said
