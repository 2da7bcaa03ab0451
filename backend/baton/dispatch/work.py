"""What a dispatcher can do with the platform, and which pieces rest because doing them failed."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from baton.domain.due import Piece

log = structlog.get_logger()
LONGEST_PENALTY = 60.0
MOST_REMEMBERED = 1000


@dataclass(frozen=True)
class Work:
    """Find at most so many due pieces of each kind, do one (False: somebody else did), know when the next is due, read the clock."""

    pieces: Callable[[int], list[Piece]]
    do: Callable[[Piece], bool]
    next_due: Callable[[], datetime | None]
    now: Callable[[], datetime]

    def seconds_ahead(self) -> float | None:
        """How long until the next piece is due; negative when one is overdue, None when nothing is planned."""
        due = self.next_due()
        return None if due is None else (due - self.now()).total_seconds()


class Penalties:
    """Pieces that broke whoever did them rest for 2, 4, 8 ... seconds, so that they neither spin nor keep others waiting.
    Kept in memory only: forgetting one costs one more try."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._rests: OrderedDict[Piece, tuple[int, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._rests)

    def resting(self, piece: Piece) -> bool:
        with self._lock:
            rest = self._rests.get(piece)
        return rest is not None and rest[1] > self._now()

    def attempt(self, work: Work, piece: Piece) -> bool:
        """Do the piece; what it throws is logged and costs it a rest."""
        try:
            done = work.do(piece)
        except Exception:
            self._penalise(piece)
            log.exception("dispatch.piece-failed", kind=piece.kind, id=piece.id)
            return False
        with self._lock:
            self._rests.pop(piece, None)
        return done

    def _penalise(self, piece: Piece) -> None:
        with self._lock:
            count = self._rests.pop(piece, (0, None))[0] + 1
            rest = timedelta(seconds=min(LONGEST_PENALTY, 2.0 ** min(count, 10)))
            self._rests[piece] = (count, self._now() + rest)
            while len(self._rests) > MOST_REMEMBERED:
                self._rests.popitem(last=False)
