"""Does due work in threads of the serving process; sleeps until the next due time."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import structlog

from baton.dispatch.work import Penalties, Work
from baton.domain.due import Piece

log = structlog.get_logger()
LONGEST_SLEEP = 1.0
OVERDUE_SLEEP = 0.25


class EmbeddedDispatcher:
    """One thread looks, ``threads`` do. A second process on the same database may run one too: claims decide."""

    def __init__(self, threads: int = 4) -> None:
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="baton-work")
        self._room = 2 * threads  # pieces in hand: enough that no thread waits for a look, few enough to share with others
        self._busy: set[Piece] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, work: Work) -> None:
        """Begin to look for due work."""
        self._thread = threading.Thread(target=self._loop, args=(work, Penalties(work.now)), name="baton-dispatch", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self, patience: float = 30.0) -> None:
        """Stop looking, let what runs finish."""
        self._stopping.set()
        self._woken.set()
        if self._thread:
            self._thread.join(patience)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _loop(self, work: Work, penalties: Penalties) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            pause = LONGEST_SLEEP
            try:
                pause = self._look(work, penalties)
            except Exception:
                log.exception("dispatch.look-failed")
            self._woken.wait(pause)

    def _look(self, work: Work, penalties: Penalties) -> float:
        """Hand out what there is room for; returns how long to wait unless woken. Every piece that ends wakes."""
        with self._lock:
            busy = set(self._busy)
        room = self._room - len(busy)
        if room <= 0:
            return LONGEST_SLEEP
        due = work.pieces(self._room + len(penalties))
        fresh = [piece for piece in due if piece not in busy and not penalties.resting(piece)]
        for piece in fresh[:room]:
            self._hand_out(work, penalties, piece)
        if len(fresh) > room:
            return LONGEST_SLEEP
        ahead = work.seconds_ahead()
        if ahead is None:
            return LONGEST_SLEEP
        # what is overdue is in hand or resting: look again soon for what comes due behind it, never at once
        return min(LONGEST_SLEEP, ahead) if ahead > 0 else OVERDUE_SLEEP

    def _hand_out(self, work: Work, penalties: Penalties, piece: Piece) -> None:
        with self._lock:
            self._busy.add(piece)
        with suppress(RuntimeError):  # the pool is shutting down; the due table keeps the piece
            self._pool.submit(self._do, work, penalties, piece)

    def _do(self, work: Work, penalties: Penalties, piece: Piece) -> None:
        try:
            penalties.attempt(work, piece)
        finally:
            with self._lock:
                self._busy.discard(piece)
            self._woken.set()


class SteadyDispatcher(EmbeddedDispatcher):
    """For test mode: besides its thread, every act is answered only after what it made due is done, one piece at a time."""

    def __init__(self) -> None:
        super().__init__(threads=1)
        self.drain: Callable[[], int] | None = None
        self._turn = threading.RLock()
        self._draining = threading.local()

    def wake(self) -> None:
        super().wake()
        if self.drain is None or getattr(self._draining, "on", False):
            return
        with self.turn():
            try:
                self.drain()
            except Exception:  # the act that woke us is committed; its answer must not depend on what follows
                log.exception("dispatch.drain-failed")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the background thread off while due work is done in this one."""
        with self._turn:
            self._draining.on = True
            try:
                yield
            finally:
                self._draining.on = False

    def _do(self, work: Work, penalties: Penalties, piece: Piece) -> None:
        with self.turn():
            super()._do(work, penalties, piece)
