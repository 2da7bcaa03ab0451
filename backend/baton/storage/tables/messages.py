"""Rows of messages that nobody waited for, and of requests already answered."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.storage.tables.base import Base, Shaped, only_where, table

_KEPT = only_where("kept")


class KeptMessage(Base):
    """A message. ``kept`` while it reached nobody."""

    __tablename__ = "messages"
    __table_args__ = (
        sa.Index("ix_messages_kept", "name", "received_at", "id", **_KEPT),
        sa.Index("ix_messages_unmatched", "received_at", "id", **_KEPT),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(Shaped(dict[str, Any]))
    correlation: Mapped[dict[str, Any]] = mapped_column(Shaped(dict[str, Any]))
    received_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    reached: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))
    kept: Mapped[bool]


class Answer(Base):
    """What was answered to a request with an idempotency key."""

    __tablename__ = "answers"
    actor_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    answer: Mapped[dict[str, Any]] = mapped_column(Shaped(dict[str, Any]))
    at: Mapped[datetime] = mapped_column(index=True)


messages = table(KeptMessage)
answers = table(Answer)
