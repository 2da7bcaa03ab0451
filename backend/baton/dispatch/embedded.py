"""Does due work in threads of the serving process; sleeps until the next due time."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from baton.domain.due import Piece

log = structlog.get_logger()
LONGEST_SLEEP = 1.0
LONGEST_PENALTY = 60.0


@dataclass(frozen=True)
class Work:
    """What a dispatcher can do with the platform: find due pieces, do one, know when the next is due, read the clock."""

    pieces: Callable[[], list[Piece]]
    do: Callable[[Piece], bool]
    next_due: Callable[[], datetime | None]
    now: Callable[[], datetime]


class EmbeddedDispatcher:
    """One thread looks, ``threads`` do. A second process on the same database may run one too: claims decide."""

    def __init__(self, threads: int = 4) -> None:
        self._work: Work | None = None
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="baton-work")
        self._busy: set[Piece] = set()
        self._failures: dict[Piece, tuple[int, float]] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, work: Work) -> None:
        """Begin to look for due work."""
        self._work = work
        self._thread = threading.Thread(target=self._loop, name="baton-dispatch", daemon=True)
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

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            pause = LONGEST_SLEEP
            try:
                pause = 0.0 if self._hand_out() else self._pause()
            except Exception:
                log.exception("dispatch.look-failed")
            self._woken.wait(pause) if pause else None

    def _hand_out(self) -> int:
        assert self._work is not None
        with self._lock:
            fresh = [piece for piece in self._work.pieces() if piece not in self._busy and not self._penalised(piece)]
            self._busy.update(fresh)
        for piece in fresh:
            with suppress(RuntimeError):  # the pool is shutting down; the due table keeps the piece
                self._pool.submit(self._do, piece)
        return len(fresh)

    def _do(self, piece: Piece) -> None:
        assert self._work is not None
        try:
            self._work.do(piece)
            self._failures.pop(piece, None)
        except Exception:
            self._penalise(piece)
            log.exception("dispatch.piece-failed", kind=piece.kind, id=piece.id)
        finally:
            with self._lock:
                self._busy.discard(piece)
            self._woken.set()

    def _pause(self) -> float:
        assert self._work is not None
        due = self._work.next_due()
        if due is None:
            return LONGEST_SLEEP
        ahead = (due - self._work.now()).total_seconds()
        # what is due already but not handed out is busy or penalised: look again soon, never at once
        return min(LONGEST_SLEEP, ahead) if ahead > 0 else LONGEST_SLEEP / 4

    def _penalise(self, piece: Piece) -> None:
        assert self._work is not None
        count = self._failures.get(piece, (0, 0.0))[0] + 1
        self._failures[piece] = (count, self._work.now().timestamp() + min(LONGEST_PENALTY, 2.0**count))

    def _penalised(self, piece: Piece) -> bool:
        assert self._work is not None
        return self._failures.get(piece, (0, 0.0))[1] > self._work.now().timestamp()


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
            self.drain()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the background thread off while due work is done in this one."""
        with self._turn:
            self._draining.on = True
            try:
                yield
            finally:
                self._draining.on = False

    def _do(self, piece: Piece) -> None:
        with self.turn():
            super()._do(piece)
