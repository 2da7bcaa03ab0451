"""Rows for: how people arrange their work."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, belongs_to, only_where, table


class InstanceFact(Base):
    """A plain variable of an instance. Both indexes hold everything that a filter asks; when the instance has ended, only
    ``shown`` is left: the value itself as JSON."""

    __tablename__ = "instance_facts"
    __table_args__ = (
        sa.Index("ix_instance_facts_number", "name", "number", "instance_id", **only_where("number IS NOT NULL")),
        sa.Index("ix_instance_facts_text", "name", "text", "instance_id", **only_where("text IS NOT NULL")),
        {"sqlite_with_rowid": False},
    )
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    number: Mapped[float | None] = mapped_column(sa.Float())
    shown: Mapped[str | None]


class WorklistView(Base):
    """A saved view."""

    __tablename__ = "worklist_views"
    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(belongs_to("people.id"), index=True)
    name: Mapped[str]
    query: Mapped[str]
    saved_at: Mapped[datetime]
    groups: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))
    everybody: Mapped[bool]


class DefaultView(Base):
    """With which view somebody's worklist opens."""

    __tablename__ = "default_views"
    person_id: Mapped[str] = mapped_column(belongs_to("people.id"), primary_key=True)
    view_id: Mapped[str] = mapped_column(belongs_to("worklist_views.id"), index=True)


class Snoozed(Base):
    """One person's task that is put aside."""

    __tablename__ = "snoozes"
    __table_args__ = ({"sqlite_with_rowid": False},)
    person_id: Mapped[str] = mapped_column(belongs_to("people.id"), primary_key=True)
    task_id: Mapped[str] = mapped_column(belongs_to("user_tasks.id"), primary_key=True)
    until: Mapped[datetime]
    since: Mapped[datetime]


class Favourite(Base):
    """A process that somebody starred."""

    __tablename__ = "favourite_processes"
    person_id: Mapped[str] = mapped_column(belongs_to("people.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)


instance_facts = table(InstanceFact)
worklist_views = table(WorklistView)
default_views = table(DefaultView)
snoozes = table(Snoozed)
favourite_processes = table(Favourite)
