"""Rows of waits, jobs and incidents: what moves an instance on, or hinders it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.domain.incidents import FailureKind
from baton.domain.jobs import JobState, RetryPolicy
from baton.storage.tables.base import Base, Choice, Shaped, belongs_to, only_where, table

_NAMED = only_where("name IS NOT NULL")
_DUE = only_where("due_at IS NOT NULL")
_RIPE = only_where("ripe_at IS NOT NULL")
_DEAD = only_where("state = 'dead'")
_RAISED = only_where("resolved_at IS NULL")


class ArmedWait(Base):
    """One armed wait. ``id`` rises, so that the oldest comes first; ``correlation_key`` is the correlation as canonical text,
    empty when any message fits; ``held`` while the instance is suspended."""

    __tablename__ = "waits"
    __table_args__ = (
        sa.UniqueConstraint("instance_id", "key"),
        sa.Index("ix_waits_name", "kind", "name", "correlation_key", **_NAMED),
        sa.Index("ix_waits_due", "held", "due_at", "instance_id", **_DUE),
    )
    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"))
    key: Mapped[str]
    activity: Mapped[str]
    element_id: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str | None]
    due_at: Mapped[datetime | None]
    correlation: Mapped[dict[str, Any]] = mapped_column(Shaped(dict[str, Any]))
    correlation_key: Mapped[str]
    held: Mapped[bool]


class OwedJob(Base):
    """One owed call. ``ripe_at`` is when a worker may take it: its due time, or the end of a running lease; empty when over."""

    __tablename__ = "jobs"
    __table_args__ = (
        sa.Index("ix_jobs_ripe", "held", "ripe_at", "id", **_RIPE),
        sa.Index("ix_jobs_instance", "instance_id", "state"),
        sa.Index("ix_jobs_dead", "id", **_DEAD),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    instance_id: Mapped[str | None] = mapped_column(belongs_to("instances.id"))
    activity: Mapped[str | None]
    element_id: Mapped[str | None]
    operation: Mapped[str | None]
    parameters: Mapped[dict[str, Any]] = mapped_column(Shaped(dict[str, Any]))
    policy: Mapped[RetryPolicy] = mapped_column(Shaped(RetryPolicy))
    state: Mapped[JobState] = mapped_column(Choice(JobState))
    attempt: Mapped[int]
    fence: Mapped[int]
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None]
    ripe_at: Mapped[datetime | None]
    held: Mapped[bool]


class RaisedIncident(Base):
    """A failure that waits, or waited, for a person."""

    __tablename__ = "incidents"
    __table_args__ = (
        sa.Index("ix_incidents_open", "instance_id", **_RAISED),
        sa.Index("ix_incidents_raised", "raised_at", "id", **_RAISED),
        sa.Index("ix_incidents_instance", "instance_id", "raised_at", "id"),
        sa.Index("ix_incidents_newest", "raised_at", "id"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"))
    activity: Mapped[str]
    element_id: Mapped[str]
    kind: Mapped[FailureKind] = mapped_column(Choice(FailureKind))
    message: Mapped[str]
    raised_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None]
    job_id: Mapped[str | None]


waits = table(ArmedWait)
jobs = table(OwedJob)
incidents = table(RaisedIncident)
