"""Saved views, snoozed tasks, favourites, and facts to filter by."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _facts()
    _views()
    _snoozes()
    _favourites()


def _facts() -> None:
    op.create_table(
        "instance_facts",
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        _belongs_to("instance_facts", "instance_id", "instances.id"),
        sa.PrimaryKeyConstraint("instance_id", "name", name="pk_instance_facts"),
        sqlite_with_rowid=False,
    )
    for column in ("number", "text"):
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_instance_facts_{column}", "instance_facts", ["name", column, "instance_id"],
            sqlite_where=given, postgresql_where=given,
        )  # fmt: skip


def _views() -> None:
    op.create_table(
        "worklist_views",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("everybody", sa.Boolean(), nullable=False),
        _belongs_to("worklist_views", "owner", "people.id"),
        sa.PrimaryKeyConstraint("id", name="pk_worklist_views"),
    )
    op.create_index("ix_worklist_views_owner", "worklist_views", ["owner"])
    op.create_table(
        "default_views",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("view_id", sa.Text(), nullable=False),
        _belongs_to("default_views", "person_id", "people.id"),
        _belongs_to("default_views", "view_id", "worklist_views.id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_default_views"),
    )
    op.create_index("ix_default_views_view_id", "default_views", ["view_id"])


def _snoozes() -> None:
    op.create_table(
        "snoozes",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        _belongs_to("snoozes", "person_id", "people.id"),
        _belongs_to("snoozes", "task_id", "user_tasks.id"),
        sa.PrimaryKeyConstraint("person_id", "task_id", name="pk_snoozes"),
        sqlite_with_rowid=False,
    )


def _favourites() -> None:
    op.create_table(
        "favourite_processes",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        _belongs_to("favourite_processes", "person_id", "people.id"),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_favourite_processes"),
    )


def _belongs_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", initially="DEFERRED", deferrable=True)
