"""Rows for: how people without an account come to one task."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.domain.working.links import Ended, Purpose
from baton.storage.tables.base import Base, Choice, Shaped, belongs_to, table


class LinkRow(Base):
    """A way for somebody without an account to one task or one instance."""

    __tablename__ = "links"
    __table_args__ = (sa.Index("ix_links_of_task", "task_id", "created_at", "id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(Choice(Purpose))
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"))
    task_id: Mapped[str | None]
    recipient: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    needs_code: Mapped[bool]
    note: Mapped[str]
    offer: Mapped[Mapping[str, Any]] = mapped_column(Shaped(dict[str, Any]))
    generation: Mapped[int]
    revoked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[Ended | None] = mapped_column(Choice(Ended))
    sent_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    code_digest: Mapped[str]
    code_until: Mapped[datetime | None]
    code_sent_at: Mapped[datetime | None]
    code_tries: Mapped[int]
    code_failures: Mapped[int]


class LinkSecret(Base):
    """The hash of a secret that a link had. Those of earlier generations stay, so that whoever comes with one is told so."""

    __tablename__ = "link_secrets"
    digest: Mapped[str] = mapped_column(primary_key=True)
    link_id: Mapped[str] = mapped_column(belongs_to("links.id"))
    generation: Mapped[int]


class GuestSessionRow(Base):
    """A browser in which a link was opened."""

    __tablename__ = "guest_sessions"
    id: Mapped[str] = mapped_column(primary_key=True)
    link_id: Mapped[str] = mapped_column(belongs_to("links.id"))
    generation: Mapped[int]
    csrf: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed: Mapped[bool]


class BegunRow(Base):
    """An instance that was started through a link, at most one about each item."""

    __tablename__ = "link_begun"
    link_id: Mapped[str] = mapped_column(belongs_to("links.id"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[str]
    at: Mapped[datetime]


links = table(LinkRow)
link_secrets = table(LinkSecret)
guest_sessions = table(GuestSessionRow)
link_begun = table(BegunRow)
