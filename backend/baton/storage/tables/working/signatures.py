"""Rows for: what was signed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, belongs_to, table


class SignatureRow(Base):
    """One signature, and the document that proves it as soon as it is made."""

    __tablename__ = "signatures"
    __table_args__ = (
        sa.Index("ix_signatures_of_instance", "instance_id", "at"),
        sa.Index("ix_signatures_sealed", "sealed_digest"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"))
    submission_id: Mapped[str] = mapped_column(belongs_to("submissions.id"))
    person_id: Mapped[str]
    name: Mapped[str]
    field: Mapped[str]
    method: Mapped[str]
    intent: Mapped[str]
    consent: Mapped[str]
    at: Mapped[datetime]
    time_zone: Mapped[str]
    language: Mapped[str]
    address: Mapped[str]
    browser: Mapped[str]
    digest: Mapped[str]
    documents: Mapped[tuple[dict[str, Any], ...]] = mapped_column(Shaped(tuple[dict[str, Any], ...]))
    email: Mapped[str]
    sealed_at: Mapped[datetime | None]
    sealed_digest: Mapped[str | None]
    attachment_id: Mapped[str | None]


signatures = table(SignatureRow)
