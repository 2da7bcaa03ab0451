"""Jobs: work owed outside of the transaction that asked for it (a connector call, a message to others, a notice)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=300)
CONNECTOR, MESSAGE, SIGNAL = "connector", "message", "signal"
# Owed by people's work rather than by a diagram: a letter to be sent, an event that people are told of, a completion that may
# still be undone, an attachment to be scanned, a document to be sealed.
LETTER, TELL, COMPLETION, SCAN, SEAL = "letter", "tell", "completion", "scan", "seal"


class JobState(StrEnum):
    """``waiting`` for its due time, ``running`` under a lease, then ``done``, ``dead`` (an incident) or ``cancelled``."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class RetryPolicy:
    """``attempts`` in all; the n-th wait is ``first * factor**(n-1)``, at most ``most``. Written ``R3/PT10M`` in a model."""

    attempts: int = 4
    first: timedelta = timedelta(seconds=5)
    factor: float = 3.0
    most: timedelta = timedelta(hours=1)

    def delay(self, attempt: int) -> timedelta:
        """How long to wait after the failed ``attempt`` (1, 2, ...)."""
        return min(self.most, self.first * self.factor ** (attempt - 1))


DEFAULT_POLICY = RetryPolicy()


@dataclass(frozen=True)
class Job:
    """One owed call. ``id`` is its idempotency key towards the outside: the same over retries, crashes and lease take-overs.
    ``attempt`` and ``fence`` rise at the claim, so that a worker that dies has still cost an attempt."""

    id: str
    kind: str
    due_at: datetime
    created_at: datetime
    instance_id: str | None = None
    activity: str | None = None
    element_id: str | None = None
    operation: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)
    policy: RetryPolicy = DEFAULT_POLICY
    state: JobState = JobState.WAITING
    attempt: int = 0
    fence: int = 0
    lease_until: datetime | None = None
    error: str | None = None

    def exhausted(self) -> bool:
        return self.attempt >= self.policy.attempts

    def retried(self, now: datetime, error: str) -> "Job":
        """The job put back to wait for its next attempt."""
        return replace(self, state=JobState.WAITING, due_at=now + self.policy.delay(self.attempt), lease_until=None, error=error)

    def ended(self, state: JobState, error: str | None = None) -> "Job":
        return replace(self, state=state, lease_until=None, error=error)
