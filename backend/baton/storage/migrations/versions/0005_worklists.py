"""Saved views, snoozed tasks, favourites, and facts to filter by."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
