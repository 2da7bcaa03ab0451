"""What is due, and doing it: the side of the due table that dispatchers see."""

from datetime import datetime
from itertools import zip_longest

from baton.domain.due import JOB, START, TIMERS, Piece
from baton.domain.errors import NotFound
from baton.usecases import jobs, timers
from baton.usecases.platform import Platform


def pieces(platform: Platform, limit: int = 100) -> list[Piece]:
    """At most ``limit`` of each kind that are due now, oldest first, the kinds by turns; found by index."""
    now = platform.clock.now()
    with platform.store.read() as uow:
        kinds = (
            [Piece(TIMERS, id) for id in uow.due_instances(now, limit)],
            [Piece(JOB, id) for id in uow.due_jobs(now, limit)],
            [Piece(START, id, element_id) for id, element_id, _ in uow.due_starts(now, limit)],
        )
    return [piece for turn in zip_longest(*kinds) for piece in turn if piece is not None]


def do(platform: Platform, piece: Piece) -> bool:
    """Do one piece; False when somebody else did it first."""
    try:
        if piece.kind == TIMERS:
            return timers.fire(platform, piece.id)
        if piece.kind == JOB:
            return jobs.perform_job(platform, piece.id)
        return timers.start_due(platform, piece.id, piece.element_id)
    except NotFound:
        return False  # the row went away between finding and doing


def next_due(platform: Platform) -> datetime | None:
    """When the next piece will be due, or None when nothing is planned."""
    with platform.store.read() as uow:
        return uow.next_due()


def drain(platform: Platform, most: int = 10_000) -> int:
    """Do everything that is due until nothing is; returns how many pieces were done. Stops after ``most``."""
    done = 0
    while done < most:
        moved = sum(do(platform, piece) for piece in pieces(platform))
        if not moved:
            break
        done += moved
    return done
