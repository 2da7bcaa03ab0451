"""Magic links."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("needs_code", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_how", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("code_digest", sa.Text(), nullable=False),
        sa.Column("code_until", sa.BigInteger(), nullable=True),
        sa.Column("code_sent_at", sa.BigInteger(), nullable=True),
        sa.Column("code_tries", sa.BigInteger(), nullable=False),
        sa.Column("code_failures", sa.BigInteger(), nullable=False),
        _refers("links", "instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
    )
    op.create_index("ix_links_of_task", "links", ["task_id", "created_at", "id"])
    op.create_table(
        "link_secrets",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        _refers("link_secrets", "link_id", "links.id"),
        sa.PrimaryKeyConstraint("digest", name="pk_link_secrets"),
    )
    op.create_table(
        "guest_sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        _refers("guest_sessions", "link_id", "links.id"),
        sa.PrimaryKeyConstraint("id", name="pk_guest_sessions"),
    )
    op.create_table(
        "link_begun",
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _refers("link_begun", "link_id", "links.id"),
        sa.PrimaryKeyConstraint("link_id", "item", name="pk_link_begun"),
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}", initially="DEFERRED", deferrable=True)
