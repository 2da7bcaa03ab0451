"""Rows for: what people gather while they fill in a form."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.domain.working.attachments import ScanState
from baton.storage.tables.base import Base, Choice, Shaped, belongs_to, only_where, table

Words = tuple[str, ...]
Fields = Mapping[str, Words]


class FormDraftRow(Base):
    """What somebody has typed into a form so far."""

    __tablename__ = "form_drafts"
    place: Mapped[str] = mapped_column(primary_key=True)
    author: Mapped[str] = mapped_column(primary_key=True)
    saved_at: Mapped[datetime]
    revision: Mapped[int]
    fields: Mapped[Fields] = mapped_column(Shaped(Fields))
    device: Mapped[str]


class AttachmentContent(Base):
    """The bytes of a file, stored once for all attachments that hold them; ``digest`` is their SHA-256."""

    __tablename__ = "attachment_contents"
    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class AttachmentRow(Base):
    """One version of a file that somebody handed in. ``kept``: it was sent with something."""

    __tablename__ = "attachments"
    __table_args__ = (
        sa.Index("ix_attachments_of_instance", "instance_id", "uploaded_at", "id"),
        sa.UniqueConstraint("task_id", "field", "version"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(belongs_to("attachment_contents.digest"), index=True)
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[datetime]
    instance_id: Mapped[str | None]
    task_id: Mapped[str | None]
    field: Mapped[str]
    version: Mapped[int]
    scan: Mapped[ScanState] = mapped_column(Choice(ScanState))
    finding: Mapped[str]
    kept: Mapped[bool]


class RemarkRow(Base):
    """What somebody said about a task or an instance."""

    __tablename__ = "remarks"
    __table_args__ = (sa.Index("ix_remarks_of_instance", "instance_id", "at", "id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[str]
    author: Mapped[str]
    at: Mapped[datetime]
    text: Mapped[str]
    task_id: Mapped[str | None]
    mentions: Mapped[Words] = mapped_column(Shaped(Words))
    attachments: Mapped[Words] = mapped_column(Shaped(Words))
    question_id: Mapped[str | None]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class QuestionRow(Base):
    """A question about a task, and its answer."""

    __tablename__ = "questions"
    __table_args__ = (
        sa.Index("ix_questions_about_task", "task_id", "asked_at", "id"),
        sa.Index("ix_questions_waiting", "asked_to", "asked_at", "id", **only_where("answered_at IS NULL")),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[str]
    task_id: Mapped[str]
    asked_by: Mapped[str]
    asked_to: Mapped[str]
    asked_at: Mapped[datetime]
    text: Mapped[str]
    answer: Mapped[str]
    attachments: Mapped[Words] = mapped_column(Shaped(Words))
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    reminders: Mapped[int]


form_drafts = table(FormDraftRow)
attachment_contents = table(AttachmentContent)
attachments = table(AttachmentRow)
remarks = table(RemarkRow)
questions = table(QuestionRow)
