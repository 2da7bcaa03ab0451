"""Rows of deployed process definitions, their files, and what starts them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.domain.definitions import ProcessOutline
from baton.storage.tables.base import Base, Shaped, belongs_to, only_where, table


class Definition(Base):
    """One deployed version. ``latest`` marks the newest version of its key; ``startable``: it has a plain start."""

    __tablename__ = "definitions"
    __table_args__ = (
        sa.UniqueConstraint("key", "version"),
        sa.Index("ix_definitions_latest", "key", **only_where("latest")),
        sa.Index("ix_definitions_newest", "deployed_at", "id"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[int]
    title: Mapped[str]
    outline: Mapped[ProcessOutline] = mapped_column(Shaped(ProcessOutline))
    digest: Mapped[str]
    deployed_at: Mapped[datetime]
    deployed_by: Mapped[str]
    pack: Mapped[str | None]
    latest: Mapped[bool]
    startable: Mapped[bool]


class Content(Base):
    """The bytes of a file, stored once for all versions that hold it; ``digest`` is their SHA-256."""

    __tablename__ = "contents"
    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class DefinitionFile(Base):
    """Which content a definition has under which file name."""

    __tablename__ = "definition_files"
    definition_id: Mapped[str] = mapped_column(belongs_to("definitions.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(belongs_to("contents.digest"), index=True)


class Starter(Base):
    """A message or signal that starts the newest version of a key."""

    __tablename__ = "starters"
    __table_args__ = (sa.Index("ix_starters_name", "kind", "name"),)
    definition_id: Mapped[str] = mapped_column(belongs_to("definitions.id"), primary_key=True)
    element_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    name: Mapped[str]


class StartTimer(Base):
    """When a timer start of the newest version of a key is due next."""

    __tablename__ = "start_timers"
    definition_id: Mapped[str] = mapped_column(belongs_to("definitions.id"), primary_key=True)
    element_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    due_at: Mapped[datetime] = mapped_column(index=True)


definitions = table(Definition)
contents = table(Content)
definition_files = table(DefinitionFile)
starters = table(Starter)
start_timers = table(StartTimer)
