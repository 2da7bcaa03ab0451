"""Pieces of due work, as a dispatcher hands them around: ids only."""

from dataclasses import dataclass

TIMERS, JOB, START = "timers", "job", "start"


@dataclass(frozen=True)
class Piece:
    """One thing to do now. ``kind`` timers: ``id`` is the instance; job: the job; start: the definition, whose timer start is
    ``element_id``."""

    kind: str
    id: str
    element_id: str = ""
