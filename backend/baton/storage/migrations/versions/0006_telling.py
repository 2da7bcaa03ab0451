"""Absences, reminders, digests, and the wording of letters."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_UNREAD = sa.text("read_at IS NULL AND done_at IS NULL")


def upgrade() -> None:
    op.add_column("people", sa.Column("covers", sa.Text(), server_default="[]", nullable=False))
    op.add_column("user_tasks", sa.Column("on_behalf_of", sa.Text(), nullable=True))
    _notices()
    _absences()
    _digest_lines()
    _mutes()
    _nudges()
    _wordings()


def _notices() -> None:
    for name, default in (("kind", ""), ("reason", ""), ("of", ""), ("values", "{}")):
        op.add_column("notices", sa.Column(name, sa.Text(), server_default=default, nullable=False))
    op.add_column("notices", sa.Column("instance_id", sa.Text(), nullable=True))
    op.add_column("notices", sa.Column("done_at", sa.BigInteger(), nullable=True))
    op.create_index("ix_notices_unread", "notices", ["person_id", "id"], sqlite_where=_UNREAD, postgresql_where=_UNREAD)


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("substitute", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("groups", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        _belongs_to("absences", "person_id", "people.id"),
        _belongs_to("absences", "substitute", "people.id"),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_person", "absences", ["person_id", "end"])
    op.create_index("ix_absences_substitute", "absences", ["substitute", "end"])
    op.create_index("ix_absences_end", "absences", ["end"])


def _digest_lines() -> None:
    op.create_table(
        "digest_lines",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=True),
        _belongs_to("digest_lines", "person_id", "people.id"),
        sa.PrimaryKeyConstraint("id", name="pk_digest_lines"),
    )
    op.create_index("ix_digest_lines_person", "digest_lines", ["person_id", "at", "id"])


def _mutes() -> None:
    op.create_table(
        "mutes",
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        _belongs_to("mutes", "instance_id", "instances.id"),
        _belongs_to("mutes", "person_id", "people.id"),
        sa.PrimaryKeyConstraint("instance_id", "person_id", name="pk_mutes"),
    )


def _nudges() -> None:
    op.create_table(
        "nudges",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _belongs_to("nudges", "instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("id", name="pk_nudges"),
    )
    op.create_index("ix_nudges_instance", "nudges", ["instance_id", "at", "id"])


def _wordings() -> None:
    op.create_table(
        "wordings",
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("template", "language", "version", name="pk_wordings"),
    )


def _belongs_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", initially="DEFERRED", deferrable=True)
