"""Rows of user tasks and of who may take them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from baton.domain.tasks import TaskState
from baton.storage.tables.base import Base, Choice, Shaped, belongs_to, only_where, table

_OPEN = only_where("state = 'open'")
_IN_HAND = only_where("state = 'open' AND assignee IS NOT NULL")
_HANDED = only_where("assignee IS NOT NULL")
_DONE = only_where("ended_by IS NOT NULL")
_WAITS = only_where("open")
ANYONE = "anyone"


class Task(Base):
    """One user task. ``due_rank``, ``priority_rank`` and ``created_rank`` are the sort keys of a worklist, all ascending:
    no due date comes last, high priority first, newest first. ``search`` is the text that a search looks through."""

    __tablename__ = "user_tasks"
    # The last column of a limited index repeats its condition: only so does SQLite answer from the index alone.
    __table_args__ = (
        sa.Index("ix_user_tasks_due", "due_rank", "id", "state", **_OPEN),
        sa.Index("ix_user_tasks_priority", "priority_rank", "due_rank", "id", **_OPEN),
        sa.Index("ix_user_tasks_created", "created_rank", "id"),
        sa.Index("ix_user_tasks_mine", "assignee", "due_rank", "id", "state", **_IN_HAND),
        sa.Index("ix_user_tasks_instance", "instance_id", "state"),
        sa.Index("ix_user_tasks_assignee", "assignee", "instance_id", **_HANDED),
        sa.Index("ix_user_tasks_done", "ended_by", "ended_at", "id", **_DONE),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(belongs_to("instances.id"))
    activity: Mapped[str]
    element_id: Mapped[str]
    name: Mapped[str]
    title: Mapped[str]
    definition_id: Mapped[str]
    definition_key: Mapped[str]
    business_key: Mapped[str | None]
    state: Mapped[TaskState] = mapped_column(Choice(TaskState))
    created_at: Mapped[datetime]
    form: Mapped[str | None]
    assignee: Mapped[str | None]
    candidate_groups: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))
    candidate_users: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))
    due_at: Mapped[datetime | None]
    priority: Mapped[int]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    not_same_as: Mapped[tuple[str, ...]] = mapped_column(Shaped(tuple[str, ...]))
    on_behalf_of: Mapped[str | None]
    due_rank: Mapped[int]
    priority_rank: Mapped[int]
    created_rank: Mapped[int]
    search: Mapped[str]


class TaskCandidate(Base):
    """``who`` may take a task: ``user:anna``, ``group:clerks`` or ``anyone``; ``open`` while they may. The sort keys stand here
    again, so that a page of one group's tasks is one short walk along an index, however many other tasks there are."""

    __tablename__ = "task_candidates"
    __table_args__ = (
        sa.Index("ix_task_candidates_due", "who", "due_rank", "task_id", "open", **_WAITS),
        sa.Index("ix_task_candidates_priority", "who", "priority_rank", "due_rank", "task_id", "open", **_WAITS),
        sa.Index("ix_task_candidates_created", "who", "created_rank", "task_id", "open", **_WAITS),
        {"sqlite_with_rowid": False},
    )
    task_id: Mapped[str] = mapped_column(belongs_to("user_tasks.id"), primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True)
    open: Mapped[bool]
    due_rank: Mapped[int]
    priority_rank: Mapped[int]
    created_rank: Mapped[int]


def user(id: str) -> str:
    return f"user:{id}"


def group(name: str) -> str:
    return f"group:{name}"


user_tasks = table(Task)
task_candidates = table(TaskCandidate)
