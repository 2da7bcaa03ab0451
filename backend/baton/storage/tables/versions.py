"""Rows of drafts as they once were, and of who has one open."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, belongs_to, table


class Version(Base):
    """One version of a draft; its number is the revision the draft had."""

    __tablename__ = "draft_versions"
    draft_id: Mapped[str] = mapped_column(belongs_to("drafts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
    name: Mapped[str | None]
    note: Mapped[str]
    definitions: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))


class VersionFile(Base):
    """Which content a version has under which file name."""

    __tablename__ = "draft_version_files"
    draft_id: Mapped[str] = mapped_column(belongs_to("drafts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(belongs_to("contents.digest"), index=True)


class Editor(Base):
    """When a person was last seen with a draft open."""

    __tablename__ = "draft_editors"
    draft_id: Mapped[str] = mapped_column(belongs_to("drafts.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


draft_versions = table(Version)
draft_version_files = table(VersionFile)
draft_editors = table(Editor)
