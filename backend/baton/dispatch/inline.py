"""Does due work right after the act that caused it, in the same thread: for tests, scenarios and the command line."""

from collections.abc import Callable


class InlineDispatcher:
    """``drain`` does everything that is due; set after wiring, because it needs the wired platform."""

    def __init__(self) -> None:
        self.drain: Callable[[], int] | None = None
        self._draining = False

    def wake(self) -> None:
        if self.drain is None or self._draining:
            return
        self._draining = True
        try:
            self.drain()
        finally:
            self._draining = False


class NullDispatcher:
    """Wakes nobody: for processes beside which others do the work."""

    def wake(self) -> None:
        """Nothing to do: workers look at the due table themselves."""
