"""Rows of accounts, their groups, sessions, tokens and notices."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.domain.actors import Preferences, Role
from baton.domain.people import Cover
from baton.storage.tables.base import Base, Shaped, belongs_to, only_where, table

Words = frozenset[str]
Roles = frozenset[Role]
Values = dict[str, Any]
_UNREAD = only_where("read_at IS NULL AND done_at IS NULL")


class Account(Base):
    """A person."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    roles: Mapped[Roles] = mapped_column(Shaped(frozenset[Role]))
    groups: Mapped[Words] = mapped_column(Shaped(frozenset[str]))
    password_hash: Mapped[str | None]
    subject: Mapped[str | None] = mapped_column(unique=True)
    disabled: Mapped[bool]
    preferences: Mapped[Preferences] = mapped_column(Shaped(Preferences), server_default="{}")
    covers: Mapped[tuple[Cover, ...]] = mapped_column(Shaped(tuple[Cover, ...]), server_default="[]")


class PersonGroup(Base):
    """Who is in a group: the groups of ``people``, the other way round."""

    __tablename__ = "person_groups"
    group: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(belongs_to("people.id"), primary_key=True, index=True)


class SignedIn(Base):
    """A browser session."""

    __tablename__ = "sessions"
    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(index=True)
    csrf: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ApiToken(Base):
    """An API token."""

    __tablename__ = "tokens"
    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(index=True)
    scopes: Mapped[Words | None] = mapped_column(Shaped(frozenset[str]))
    created_at: Mapped[datetime]
    label: Mapped[str]


class PersonNotice(Base):
    """An in-app notice."""

    __tablename__ = "notices"
    __table_args__ = (
        sa.Index("ix_notices_newest", "person_id", "created_at", "id"),
        sa.Index("ix_notices_unread", "person_id", "id", **_UNREAD),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str]
    text: Mapped[str]
    link: Mapped[str]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str] = mapped_column(server_default="")
    of: Mapped[str] = mapped_column(server_default="")
    values: Mapped[Values] = mapped_column(Shaped(dict[str, Any]), server_default="{}")
    instance_id: Mapped[str | None]
    done_at: Mapped[datetime | None]


people = table(Account)
person_groups = table(PersonGroup)
sessions = table(SignedIn)
tokens = table(ApiToken)
notices = table(PersonNotice)
