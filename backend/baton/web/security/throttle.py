"""Slows down guessing: a moving window of failed tries per account and per address, in this process."""

import threading
import time
from collections import deque
from collections.abc import Callable

from werkzeug.exceptions import TooManyRequests

MOST_KEYS = 10_000


class Throttle:
    """At most ``most`` failures per key within ``seconds``."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._failures: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def require_room(self, *keys: str) -> None:
        """Refuse when one of the keys has failed too often."""
        with self._lock:
            waits = [self._wait(key) for key in keys]
        if longest := max(waits, default=0):
            raise TooManyRequests(f"Too many failed tries. Please wait {longest} seconds.", retry_after=longest)

    def failed(self, *keys: str) -> None:
        with self._lock:
            if len(self._failures) > MOST_KEYS:
                self._failures = {key: times for key, times in self._failures.items() if self._wait(key)}
            for key in keys:
                self._failures.setdefault(key, deque(maxlen=self._most)).append(self._clock())

    def forget(self, *keys: str) -> None:
        """A success wipes the slate."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _wait(self, key: str) -> int:
        times = self._failures.get(key, deque())
        while times and times[0] <= self._clock() - self._seconds:
            times.popleft()
        return int(times[0] + self._seconds - self._clock()) + 1 if len(times) >= self._most else 0
