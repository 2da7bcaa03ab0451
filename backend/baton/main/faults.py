"""Planned faults for crash tests: at the k-th pass of a named point the process kills or stops itself."""

import os
import signal
from collections.abc import Callable


def planned(plan: str) -> Callable[[str], None]:
    """``point:k:kill`` or ``point:k:stop``, several separated by commas, as a function that the store calls at each point."""
    wanted = {(name, int(count)): mode for name, count, mode in (part.split(":") for part in plan.split(","))}
    passes: dict[str, int] = {}

    def point(name: str) -> None:
        passes[name] = passes.get(name, 0) + 1
        mode = wanted.get((name, passes[name]))
        if mode:
            os.kill(os.getpid(), signal.SIGKILL if mode == "kill" else signal.SIGSTOP)

    return point
