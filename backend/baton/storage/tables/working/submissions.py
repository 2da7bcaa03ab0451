"""Rows for: what people saw when they submitted."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, belongs_to, only_where, table


class SubmissionRow(Base):
    """One submission as it was shown; never changed."""

    __tablename__ = "submissions"
    __table_args__ = (sa.Index("ix_submissions_of_instance", "instance_id", "seq", unique=True),)
    id: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"))
    seq: Mapped[int]
    person_id: Mapped[str]
    at: Mapped[datetime]
    digest: Mapped[str]
    content: Mapped[bytes]
    task_id: Mapped[str | None]
    element_id: Mapped[str]
    on_behalf_of: Mapped[str]


class ApprovalRow(Base):
    """One approval, until something that it was about changes."""

    __tablename__ = "approvals"
    __table_args__ = (
        sa.Index("ix_approvals_of_instance", "instance_id", "seq"),
        sa.Index("ix_approvals_standing", "instance_id", **only_where("voided_at IS NULL")),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"))
    submission_id: Mapped[str] = mapped_column(belongs_to("submissions.id"))
    seq: Mapped[int]
    activity: Mapped[str]
    element_id: Mapped[str]
    name: Mapped[str]
    person_id: Mapped[str]
    outcome: Mapped[str]
    at: Mapped[datetime]
    digest: Mapped[str]
    material: Mapped[dict[str, str]] = mapped_column(Shaped(dict[str, str]))
    documents: Mapped[tuple[dict[str, Any], ...]] = mapped_column(Shaped(tuple[dict[str, Any], ...]))
    voided_at: Mapped[datetime | None]
    voided_seq: Mapped[int | None]
    voided_by: Mapped[str | None]
    changes: Mapped[tuple[dict[str, Any], ...]] = mapped_column(Shaped(tuple[dict[str, Any], ...]))


submissions = table(SubmissionRow)
approvals = table(ApprovalRow)
