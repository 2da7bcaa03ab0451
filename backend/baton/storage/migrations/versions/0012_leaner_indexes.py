"""Indexes leave out what nobody looks for in them: a user step writes fewer pages."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _again("ix_user_tasks_mine", "user_tasks", ["assignee", "due_rank", "id", "state"], "state = 'open' AND assignee IS NOT NULL")
    _again("ix_user_tasks_assignee", "user_tasks", ["assignee", "instance_id"], "assignee IS NOT NULL")
    _again("ix_user_tasks_done", "user_tasks", ["ended_by", "ended_at", "id"], "ended_by IS NOT NULL")
    _again("ix_waits_name", "waits", ["kind", "name", "correlation_key"], "name IS NOT NULL")


def _again(name: str, table: str, columns: list[str], condition: str) -> None:
    given = sa.text(condition)
    op.drop_index(name, table)
    op.create_index(name, table, columns, sqlite_where=given, postgresql_where=given)
