"""Incidents: an instance that cannot go on without a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FailureKind(StrEnum):
    SCRIPT = "script"
    CONDITION = "condition"
    DECISION = "decision"
    EXPRESSION = "expression"
    JOB_NO_RETRIES = "job-no-retries"
    BPMN_ERROR = "unhandled-bpmn-error"
    LIMIT = "limit"
    MESSAGE = "message"


@dataclass(frozen=True)
class Failure:
    """Why an activity could not go on. The engine returns these as values; it does not raise them.
    The activity stands where it stood before it was tried."""

    activity: str
    element_id: str
    kind: FailureKind
    message: str


@dataclass(frozen=True)
class Incident:
    """A failure waiting for a person. ``job_id`` when a job ran out of attempts."""

    id: str
    instance_id: str
    activity: str
    element_id: str
    kind: FailureKind
    message: str
    raised_at: datetime
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    job_id: str | None = None
