"""Facts keep their value as it is, to show it; they outlive the instance, and are not found by any more."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("instance_facts", sa.Column("shown", sa.Text(), nullable=True))
