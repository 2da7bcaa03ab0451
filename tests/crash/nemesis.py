"""Keeps four workers alive and kills them: at planned points of their work, and at random moments."""

import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from baton.dispatch.inline import NullDispatcher
from baton.dispatch.work import Penalties
from baton.main.wiring import work
from baton.usecases.platform import no_fault
from crash.place import LEASE, Place
from crash.worker import live

WORKERS = 4
POINTS = {
    "journal.appended": 60,
    "before_commit": 90,
    "after_commit": 90,
    "write.begin": 90,
    "claimed": 6,
    "called_not_recorded": 5,
}
PLAN = tuple(f"{point} {mode}" for point in POINTS for mode in ("kill", "stop"))
KILL_EVERY = 2.0
PAUSE = LEASE.total_seconds() * 1.8
SETTLE = 15.0
REST = 10.0  # seconds in which nothing comes due


@dataclass
class Nemesis:
    """One run. ``deaths`` counts how the workers ended: by which planned point, or at random. ``haste`` divides how long a
    worker may live before its planned point: a short run needs as many deaths as a long one."""

    place: Place
    mutant: str
    chance: random.Random
    haste: int = 1
    deaths: Counter[str] = field(default_factory=Counter)
    lives: dict[int, str] = field(default_factory=dict)
    resumes: dict[int, float] = field(default_factory=dict)

    def run(self, steps: int, limit: float) -> float:
        """Until so many steps are acknowledged or the time is over; then everybody dies. Returns the seconds it took."""
        began = time.monotonic()
        kill_at = began + KILL_EVERY
        while self.place.steps() < steps and time.monotonic() < began + limit:
            while len(self.lives) < WORKERS:
                self._spawn()
            self._bury()
            self._resume()
            if time.monotonic() > kill_at and self.lives:
                os.kill(self.chance.choice(list(self.lives)), signal.SIGKILL)
                kill_at = time.monotonic() + self.chance.expovariate(1 / KILL_EVERY)
            time.sleep(0.02)
        for pid in self.lives:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        return time.monotonic() - began

    def _spawn(self) -> None:
        """A new worker, who will meet the fault that was met least so far; a stop counts twice, because it costs more time."""
        planned = [*self.lives.values()]
        end = min(
            PLAN, key=lambda one: ((self.deaths[one] + planned.count(one)) * (2 if one.endswith("stop") else 1), PLAN.index(one))
        )
        point, mode = end.split()
        faults = f"{point}:{self.chance.randint(1, max(1, POINTS[point] // self.haste))}:{mode}"
        self.lives[child(lambda: live(self.place, faults, self.mutant), self.place)] = end

    def _bury(self) -> None:
        while self.lives:
            pid, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
            if not pid:
                return
            if os.WIFSTOPPED(status):
                self.resumes[pid] = time.monotonic() + PAUSE
                self.deaths[self.lives[pid]] += 1
                self.lives[pid] = "after a stop"
                continue
            self.resumes.pop(pid, None)
            how = self.lives.pop(pid)
            self.deaths[how if os.WIFSIGNALED(status) else "error"] += 1

    def _resume(self) -> None:
        for pid in [pid for pid, at in self.resumes.items() if at < time.monotonic()]:
            del self.resumes[pid]
            os.kill(pid, signal.SIGCONT)


def settle(place: Place) -> None:
    """Without any fault the platform must come to rest by itself: leases run out, and what is due is done."""
    platform = place.platform(NullDispatcher(), no_fault)
    doing = work(platform)
    penalties = Penalties(doing.now)
    end = time.monotonic() + SETTLE
    while time.monotonic() < end:
        moved = [penalties.attempt(doing, piece) for piece in doing.pieces(50) if not penalties.resting(piece)]
        ahead = doing.seconds_ahead()
        if ahead is None or ahead > REST:
            return
        if not any(moved):
            time.sleep(0.1)


def child(task: Callable[[], None], place: Place) -> int:
    """A process of its own for ``task``, forked so that nothing has to be loaded again; what it says goes into a file."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        handle = os.open(place.folder / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(handle, sys.stdout.fileno())
        os.dup2(handle, sys.stderr.fileno())
        task()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def wait_for(pid: int) -> None:
    """Until the process ended; complain when it did not end well."""
    _, status = os.waitpid(pid, 0)
    if status:
        raise RuntimeError("a process of the run broke; see the file “said”")
