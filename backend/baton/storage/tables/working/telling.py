"""Rows for: how people are told of things."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, belongs_to, table

Values = dict[str, Any]


class Away(Base):
    """An absence."""

    __tablename__ = "absences"
    __table_args__ = (
        sa.Index("ix_absences_person", "person_id", "end"),
        sa.Index("ix_absences_substitute", "substitute", "end"),
        sa.Index("ix_absences_end", "end"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(belongs_to("people.id"))
    substitute: Mapped[str] = mapped_column(belongs_to("people.id"))
    start: Mapped[datetime]
    end: Mapped[datetime]
    groups: Mapped[bool]
    note: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]


class WaitingLine(Base):
    """A line of somebody's next digest."""

    __tablename__ = "digest_lines"
    __table_args__ = (sa.Index("ix_digest_lines_person", "person_id", "at", "id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(belongs_to("people.id"))
    kind: Mapped[str]
    reason: Mapped[str]
    of: Mapped[str]
    values: Mapped[Values] = mapped_column(Shaped(dict[str, Any]))
    link: Mapped[str]
    at: Mapped[datetime]
    task_id: Mapped[str | None]


class Muted(Base):
    """Somebody does not want to hear of an instance."""

    __tablename__ = "mutes"
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(belongs_to("people.id"), primary_key=True)


class Nudged(Base):
    """Somebody reminded whoever has a task."""

    __tablename__ = "nudges"
    __table_args__ = (sa.Index("ix_nudges_instance", "instance_id", "at", "id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    task_id: Mapped[str]
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"))
    by: Mapped[str]
    at: Mapped[datetime]


class Worded(Base):
    """One version of the administrators' words for a letter; all three parts empty: the shipped ones again."""

    __tablename__ = "wordings"
    template: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str | None]
    text: Mapped[str | None]
    html: Mapped[str | None]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]


absences = table(Away)
digest_lines = table(WaitingLine)
mutes = table(Muted)
nudges = table(Nudged)
wordings = table(Worded)
