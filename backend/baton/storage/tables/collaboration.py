"""Rows of comments, share links, reviews and snippets."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.domain.modelling import Decision
from baton.storage.tables.base import Base, Choice, Shaped, belongs_to, only_where, table


class CommentRow(Base):
    """What somebody said about a draft."""

    __tablename__ = "comments"
    __table_args__ = (sa.Index("ix_comments_of_draft", "draft_id", "at", "id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(belongs_to("drafts.id"))
    file: Mapped[str]
    element_id: Mapped[str | None]
    text: Mapped[str]
    author: Mapped[str]
    at: Mapped[datetime]
    mentions: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))
    reply_to: Mapped[str | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None]


class Link(Base):
    """A way to look at a draft without an account."""

    __tablename__ = "share_links"
    __table_args__ = (sa.Index("ix_share_links_of_draft", "draft_id", "created_at", "id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    draft_id: Mapped[str] = mapped_column(belongs_to("drafts.id"))
    version: Mapped[int | None]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ReviewRow(Base):
    """A request to look at one revision of a draft, and the answer."""

    __tablename__ = "reviews"
    __table_args__ = (
        sa.Index("ix_reviews_of_draft", "draft_id", "requested_at", "id"),
        sa.Index("ix_reviews_open", "requested_at", "id", **only_where("decision IS NULL")),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(belongs_to("drafts.id"))
    revision: Mapped[int]
    requested_by: Mapped[str]
    requested_at: Mapped[datetime]
    request: Mapped[str]
    reviewer: Mapped[str | None]
    decision: Mapped[Decision | None] = mapped_column(Choice(Decision))
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    answer: Mapped[str]


class SnippetRow(Base):
    """A reusable piece of a diagram."""

    __tablename__ = "snippets"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    content: Mapped[str]
    created_by: Mapped[str]
    created_at: Mapped[datetime]


comments = table(CommentRow)
share_links = table(Link)
reviews = table(ReviewRow)
snippets = table(SnippetRow)
