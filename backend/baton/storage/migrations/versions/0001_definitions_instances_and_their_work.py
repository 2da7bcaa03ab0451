"""Process definitions, instances with their journal, and everything they wait for."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_REFUSE = "The journal is append-only."
_SQLITE = (
    f"CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END",
    f"CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END",
)
_POSTGRES = (
    "CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSE}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER journal_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()",
)


def upgrade() -> None:
    _definitions()
    _contents()
    _definition_files()
    _starters()
    _start_timers()
    _instances()
    _journal()
    _snapshots()
    _user_tasks()
    _user_tasks_indexes()
    _task_candidates()
    _waits()
    _jobs()
    _incidents()
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)


def _definitions() -> None:
    op.create_table(
        "definitions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("deployed_at", sa.BigInteger(), nullable=False),
        sa.Column("deployed_by", sa.Text(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=True),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("startable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_definitions"),
        sa.UniqueConstraint("key", "version", name="uq_definitions_key_version"),
    )
    op.create_index(
        "ix_definitions_latest", "definitions", ["key"], sqlite_where=sa.text("latest = 1"), postgresql_where=sa.text("latest")
    )
    op.create_index("ix_definitions_newest", "definitions", ["deployed_at", "id"])


def _contents() -> None:
    op.create_table(
        "contents",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_contents"),
    )


def _definition_files() -> None:
    op.create_table(
        "definition_files",
        sa.Column("definition_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definitions.id"], name="fk_definition_files_definition_id", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["contents.digest"], name="fk_definition_files_digest", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("definition_id", "name", name="pk_definition_files"),
    )


def _starters() -> None:
    op.create_table(
        "starters",
        sa.Column("definition_id", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definitions.id"], name="fk_starters_definition_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("definition_id", "element_id", name="pk_starters"),
    )
    op.create_index("ix_starters_key", "starters", ["key"])
    op.create_index("ix_starters_name", "starters", ["kind", "name"])


def _start_timers() -> None:
    op.create_table(
        "start_timers",
        sa.Column("definition_id", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definitions.id"], name="fk_start_timers_definition_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("definition_id", "element_id", name="pk_start_timers"),
    )
    op.create_index("ix_start_timers_due_at", "start_timers", ["due_at"])
    op.create_index("ix_start_timers_key", "start_timers", ["key"])


def _instances() -> None:
    op.create_table(
        "instances",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("definition_id", sa.Text(), nullable=False),
        sa.Column("definition_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("business_key", sa.Text(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definitions.id"], name="fk_instances_definition_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_instances"),
    )
    op.create_index("ix_instances_business_key", "instances", ["business_key"])
    op.create_index("ix_instances_definition", "instances", ["definition_id", "state"])
    op.create_index("ix_instances_key", "instances", ["definition_key", "started_at", "id"])
    op.create_index("ix_instances_newest", "instances", ["started_at", "id"])
    op.create_index("ix_instances_starter", "instances", ["started_by", "started_at", "id"])
    op.create_index("ix_instances_state", "instances", ["state", "started_at", "id"])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instances.id"], name="fk_journal_instance_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("instance_id", "seq", name="pk_journal"),
    )


def _snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instances.id"], name="fk_snapshots_instance_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("instance_id", name="pk_snapshots"),
    )


def _user_tasks() -> None:
    op.create_table(
        "user_tasks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("definition_id", sa.Text(), nullable=False),
        sa.Column("definition_key", sa.Text(), nullable=False),
        sa.Column("business_key", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("candidate_groups", sa.Text(), nullable=False),
        sa.Column("candidate_users", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("not_same_as", sa.Text(), nullable=False),
        sa.Column("due_rank", sa.BigInteger(), nullable=False),
        sa.Column("priority_rank", sa.BigInteger(), nullable=False),
        sa.Column("created_rank", sa.BigInteger(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instances.id"], name="fk_user_tasks_instance_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_user_tasks"),
    )


def _user_tasks_indexes() -> None:
    op.create_index("ix_user_tasks_assignee", "user_tasks", ["assignee", "instance_id"])
    op.create_index("ix_user_tasks_created", "user_tasks", ["created_rank", "id"])
    op.create_index("ix_user_tasks_done", "user_tasks", ["ended_by", "ended_at", "id"])
    op.create_index(
        "ix_user_tasks_due",
        "user_tasks",
        ["due_rank", "id", "state"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_user_tasks_instance", "user_tasks", ["instance_id", "state"])
    op.create_index(
        "ix_user_tasks_mine",
        "user_tasks",
        ["assignee", "due_rank", "id", "state"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_user_tasks_priority",
        "user_tasks",
        ["priority_rank", "due_rank", "id"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _task_candidates() -> None:
    op.create_table(
        "task_candidates",
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("due_rank", sa.BigInteger(), nullable=False),
        sa.Column("priority_rank", sa.BigInteger(), nullable=False),
        sa.Column("created_rank", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["user_tasks.id"], name="fk_task_candidates_task_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("task_id", "who", name="pk_task_candidates"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_task_candidates_created",
        "task_candidates",
        ["who", "created_rank", "task_id", "open"],
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(
        "ix_task_candidates_due",
        "task_candidates",
        ["who", "due_rank", "task_id", "open"],
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(
        "ix_task_candidates_priority",
        "task_candidates",
        ["who", "priority_rank", "due_rank", "task_id", "open"],
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )


def _waits() -> None:
    op.create_table(
        "waits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("correlation", sa.Text(), nullable=False),
        sa.Column("correlation_key", sa.Text(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instances.id"], name="fk_waits_instance_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_waits"),
        sa.UniqueConstraint("instance_id", "key", name="uq_waits_instance_id_key"),
    )
    op.create_index(
        "ix_waits_due",
        "waits",
        ["held", "due_at", "instance_id"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_waits_name", "waits", ["kind", "name", "correlation_key"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("element_id", sa.Text(), nullable=True),
        sa.Column("operation", sa.Text(), nullable=True),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("ripe_at", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instances.id"], name="fk_jobs_instance_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index(
        "ix_jobs_dead", "jobs", ["id"], sqlite_where=sa.text("state = 'dead'"), postgresql_where=sa.text("state = 'dead'")
    )
    op.create_index("ix_jobs_instance", "jobs", ["instance_id", "state"])
    op.create_index(
        "ix_jobs_ripe",
        "jobs",
        ["held", "ripe_at", "id"],
        sqlite_where=sa.text("ripe_at IS NOT NULL"),
        postgresql_where=sa.text("ripe_at IS NOT NULL"),
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instances.id"], name="fk_incidents_instance_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_instance", "incidents", ["instance_id", "raised_at", "id"])
    op.create_index("ix_incidents_newest", "incidents", ["raised_at", "id"])
    op.create_index(
        "ix_incidents_open",
        "incidents",
        ["instance_id"],
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_index(
        "ix_incidents_raised",
        "incidents",
        ["raised_at", "id"],
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
