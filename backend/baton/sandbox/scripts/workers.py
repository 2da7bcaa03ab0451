"""The pool of worker processes in which scripts run: limited, by value, without files, network or a clock of their own."""

import os
import threading
import weakref
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from pydantic_monty import Monty, MontyCrashedError, MontyError, MontyRuntimeError

from baton.domain.ports.sandbox import SandboxError

MAX_SECONDS = 1.0
MAX_MEMORY = 64 * 2**20
LIMITS: Any = {
    "max_feed_duration_secs": MAX_SECONDS,
    "max_memory": MAX_MEMORY,
    "max_recursion_depth": 200,
    "max_suspensions": 200,
}
WAIT_SECONDS = 30.0
ATTEMPTS = 2


class ScriptFailed(Exception):
    """The script raised; ``lines`` are the lines of the call stack, outermost first."""

    def __init__(self, message: str, lines: list[int]) -> None:
        super().__init__(message)
        self.lines = lines


@dataclass(frozen=True)
class Run:
    """One script to run; ``converting`` is fed when only the last line of ``code`` failed, with a TypeError."""

    code: str
    inputs: dict[str, Any]
    now: datetime
    seed: int
    converting: str = ""


class ScriptWorkers:
    """Started with the first script, so that a server may fork its own workers before."""

    _started_in: ClassVar[int] = 0

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or max(2, os.cpu_count() or 2)
        self._lock = threading.Lock()
        self._pool: Monty | None = None
        self._end: weakref.finalize[[Monty, int], ScriptWorkers] | None = None

    def _running(self) -> Monty:
        # What the pool keeps in memory does not survive a fork: a child would wait for ever, so it is told instead.
        if ScriptWorkers._started_in not in (0, os.getpid()):
            raise SandboxError("Scripts cannot run here: this process was forked from one that had already run scripts.")
        with self._lock:
            if self._pool is None:
                ScriptWorkers._started_in = os.getpid()
                self._pool = Monty(
                    min_processes=1,
                    max_processes=self._processes,
                    checkout_timeout=WAIT_SECONDS,
                    max_checkouts_per_worker=1000,
                ).__enter__()
                self._end = weakref.finalize(self, _end, self._pool, os.getpid())
            return self._pool

    def run(self, run: Run) -> Any:
        """The value of the last line. Raises ``ScriptFailed`` or ``SandboxError``."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(run)
            except MontyCrashedError as problem:
                # A worker killed from outside is replaced and the script, which had no effects, runs again.
                if getattr(problem, "timed_out", False) or attempt == ATTEMPTS:
                    raise SandboxError(f"The script was stopped; it may run for {MAX_SECONDS:g} s and use 64 MB.") from None
        raise AssertionError("unreachable")

    def _attempt(self, run: Run) -> Any:
        policy: Any = {"sleep": "zero", "datetime": run.now, "random_start": {"seed": run.seed}}
        try:
            with self._running().checkout(limits=LIMITS, os_policy=policy) as session:
                try:
                    return session.feed_run(run.code, inputs=run.inputs, print_callback=_ignore)
                except MontyRuntimeError as problem:
                    if not run.converting or not _only_the_last_line(problem, run.code):
                        raise
                    return session.feed_run(run.converting, print_callback=_ignore)
        except MontyCrashedError:
            raise
        except MontyRuntimeError as problem:
            raise ScriptFailed(str(problem), [frame.line for frame in problem.traceback()]) from None
        except MontyError as problem:
            raise ScriptFailed(str(problem), []) from None
        except TimeoutError:
            raise SandboxError(f"No script worker was free within {WAIT_SECONDS:g} s; try again.") from None
        except ValueError as problem:
            raise SandboxError(f"The variables cannot be given to a script: {problem}.") from None

    def close(self) -> None:
        """End the worker processes, as happens when nobody has the pool any more; the next script starts new ones."""
        with self._lock:
            end, self._pool, self._end = self._end, None, None
        if end is not None:
            end()


_of_parents: list[Monty] = []


def _end(pool: Monty, started_in: int) -> None:
    if started_in == os.getpid():
        pool.__exit__(None, None, None)
    else:  # a forked child has the pool's memory, not its workers: letting go of it would wait for them for ever
        _of_parents.append(pool)


def _ignore(stream: str, text: str) -> None:
    """What scripts print goes nowhere."""


def _only_the_last_line(problem: MontyRuntimeError, code: str) -> bool:
    lines = [frame.line for frame in problem.traceback()]
    return str(problem).startswith("TypeError") and lines[:1] == [code.count("\n")]
