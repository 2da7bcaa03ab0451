"""Rows of process instances, their journal and their snapshots."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.domain.instances import InstanceState
from baton.storage.tables.base import Base, Choice, belongs_to, only_in, table

_REFUSE = "The journal is append-only."
APPEND_ONLY_SQLITE = (
    f"CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END",
    f"CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END",
)
APPEND_ONLY_POSTGRES = (
    "CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSE}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER journal_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()",
)


class Instance(Base):
    """The headline of one run."""

    __tablename__ = "instances"
    __table_args__ = (
        sa.Index("ix_instances_newest", "started_at", "id"),
        sa.Index("ix_instances_state", "state", "started_at", "id"),
        sa.Index("ix_instances_key", "definition_key", "started_at", "id"),
        sa.Index("ix_instances_starter", "started_by", "started_at", "id"),
        sa.Index("ix_instances_business_key", "business_key"),
        sa.Index("ix_instances_definition", "definition_id", "state"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    definition_id: Mapped[str] = mapped_column(belongs_to("definitions.id"))
    definition_key: Mapped[str]
    state: Mapped[InstanceState] = mapped_column(Choice(InstanceState))
    business_key: Mapped[str | None]
    started_at: Mapped[datetime]
    started_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    suspended: Mapped[bool]
    seq: Mapped[int]
    head: Mapped[str]
    engine: Mapped[str]


class JournalEntry(Base):
    """One line of a journal. ``body`` is kept verbatim: its bytes are hashed."""

    __tablename__ = "journal"
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    kind: Mapped[str]
    body: Mapped[str]
    hash: Mapped[str]


class StateSnapshot(Base):
    """The newest snapshot of an instance."""

    __tablename__ = "snapshots"
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"), primary_key=True)
    seq: Mapped[int]
    engine: Mapped[str]
    content: Mapped[bytes]


instances = table(Instance)
journal = table(JournalEntry)
snapshots = table(StateSnapshot)

sa.event.listen(journal, "after_create", only_in("sqlite", APPEND_ONLY_SQLITE))
sa.event.listen(journal, "after_create", only_in("postgresql", APPEND_ONLY_POSTGRES))
