"""Rows of drafts and installed packs."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, belongs_to, table


class DraftModel(Base):
    """A process model somebody works on."""

    __tablename__ = "drafts"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
    pack: Mapped[str | None]
    needs_approval: Mapped[bool] = mapped_column(server_default=sa.false())
    removed_at: Mapped[datetime | None]


class DraftFile(Base):
    """One file of a draft."""

    __tablename__ = "draft_files"
    draft_id: Mapped[str] = mapped_column(belongs_to("drafts.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class Installation(Base):
    """One installed pack."""

    __tablename__ = "packs"
    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    definitions: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))
    installed_at: Mapped[datetime]
    installed_by: Mapped[str]


drafts = table(DraftModel)
draft_files = table(DraftFile)
packs = table(Installation)
