"""Versions of drafts, comments, share links, reviews and snippets."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _drafts()
    _versions()
    _editors()
    _comments()
    _share_links()
    _reviews()
    _snippets()


def _drafts() -> None:
    op.add_column("drafts", sa.Column("needs_approval", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("drafts", sa.Column("removed_at", sa.BigInteger(), nullable=True))


def _versions() -> None:
    op.create_table(
        "draft_versions",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("definitions", sa.Text(), nullable=False),
        _of_draft("draft_versions"),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_draft_versions"),
    )
    op.create_table(
        "draft_version_files",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        _of_draft("draft_version_files"),
        sa.ForeignKeyConstraint(
            ["digest"], ["contents.digest"], name="fk_draft_version_files_digest", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("draft_id", "number", "name", name="pk_draft_version_files"),
    )
    op.create_index("ix_draft_version_files_digest", "draft_version_files", ["digest"])
    # The sweep of contents that nothing holds asks the deployed files as well.
    op.create_index("ix_definition_files_digest", "definition_files", ["digest"])


def _editors() -> None:
    op.create_table(
        "draft_editors",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        _of_draft("draft_editors"),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name="pk_draft_editors"),
    )


def _comments() -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("mentions", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        _of_draft("comments"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
    )
    op.create_index("ix_comments_of_draft", "comments", ["draft_id", "at", "id"])


def _share_links() -> None:
    op.create_table(
        "share_links",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        _of_draft("share_links"),
        sa.PrimaryKeyConstraint("id", name="pk_share_links"),
        sa.UniqueConstraint("digest", name="uq_share_links_digest"),
    )
    op.create_index("ix_share_links_of_draft", "share_links", ["draft_id", "created_at", "id"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        _of_draft("reviews"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_of_draft", "reviews", ["draft_id", "requested_at", "id"])
    undecided = sa.text("decision IS NULL")
    op.create_index("ix_reviews_open", "reviews", ["requested_at", "id"], sqlite_where=undecided, postgresql_where=undecided)


def _snippets() -> None:
    op.create_table(
        "snippets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_snippets"),
    )


def _of_draft(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["draft_id"], ["drafts.id"], name=f"fk_{table}_draft_id", initially="DEFERRED", deferrable=True
    )
