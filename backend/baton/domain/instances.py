"""Process instances: one run of one definition."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class InstanceState(StrEnum):
    """Where an instance stands. Suspension is a flag beside it, not a state."""

    ACTIVE = "active"
    COMPLETED = "completed"
    TERMINATED = "terminated"


@dataclass(frozen=True)
class ProcessInstance:
    """One run. ``seq`` is the seq of its newest journal entry; the journal is the truth, this is its headline.
    ``engine`` is the engine version that wrote its journal; ``head`` the hash of its newest entry."""

    id: str
    definition_id: str
    definition_key: str
    state: InstanceState
    business_key: str | None
    started_at: datetime
    started_by: str
    ended_at: datetime | None = None
    suspended: bool = False
    seq: int = 0
    head: str = ""
    engine: str = ""

    def moved(self, seq: int, head: str, state: InstanceState, at: datetime) -> "ProcessInstance":
        """The headline after journal entry ``seq``, in ``state`` since ``at``."""
        ended = at if state is not InstanceState.ACTIVE else None
        return replace(self, seq=seq, head=head, state=state, ended_at=ended)


@dataclass(frozen=True)
class Snapshot:
    """The engine's state after entry ``seq``, as opaque bytes: a shortcut, never the truth."""

    instance_id: str
    seq: int
    engine: str
    content: bytes
