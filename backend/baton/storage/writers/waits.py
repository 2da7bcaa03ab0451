"""Keeping waits, and ending or holding everything an instance waits for."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table, bindparam

from baton.domain.engine import Ending
from baton.domain.instances import ProcessInstance
from baton.domain.jobs import JobState
from baton.domain.proof.canonical import canonical
from baton.domain.tasks import TaskState
from baton.domain.waits import MESSAGE, TIMER, Wait
from baton.storage.tables.tasks import task_candidates, user_tasks
from baton.storage.tables.work import incidents, jobs, waits
from baton.storage.transaction import Transaction, Upsert, columns

_ARM = Upsert(waits, "instance_id", "key")
_DROP = sa.delete(waits).where(waits.c.instance_id == bindparam("instance"), waits.c.key.in_(bindparam("keys", expanding=True)))
_WAIT = columns(waits, "id", "instance_id", "correlation_key", "held")
_FOR_NAME = (
    sa.select(waits.c.instance_id, *_WAIT)
    .where(waits.c.kind == bindparam("kind"), waits.c.name == bindparam("name"), waits.c.held == sa.false())
    .order_by(waits.c.id)
)
_FOR_CORRELATION = _FOR_NAME.where(waits.c.correlation_key.in_(bindparam("keys", expanding=True)))
_OF_INSTANCE = sa.select(*_WAIT).where(waits.c.instance_id == bindparam("instance")).order_by(waits.c.id)
_IS_DUE = sa.select(
    sa.exists().where(
        waits.c.instance_id == bindparam("instance"),
        waits.c.kind == TIMER,
        waits.c.held == sa.false(),
        waits.c.due_at <= bindparam("now", type_=waits.c.due_at.type),
    )
)
_DUE = (
    sa.select(waits.c.instance_id)
    .where(waits.c.kind == TIMER, waits.c.held == sa.false(), waits.c.due_at <= bindparam("now"))
    .group_by(waits.c.instance_id)
    .order_by(sa.func.min(waits.c.due_at), waits.c.instance_id)
    .limit(bindparam("most"))
)
_HOLD = tuple(sa.update(table).where(table.c.instance_id == bindparam("instance")) for table in (waits, jobs))


class _Closing:
    """The statements that end what an instance waits for: of one activity, or of all."""

    def __init__(self, every: bool) -> None:
        def theirs(table: Table) -> tuple[Any, ...]:
            mine = table.c.instance_id == bindparam("instance")
            return (mine,) if every else (mine, table.c.activity == bindparam("closed"))

        tasks = (*theirs(user_tasks), user_tasks.c.state == TaskState.OPEN)
        # what an instance has thrown is on its way to others, and arrives even if the instance has ended
        owed = (
            *theirs(jobs),
            jobs.c.activity.is_not(None),
            sa.or_(*(jobs.c.state == state for state in (JobState.WAITING, JobState.RUNNING))),
        )
        raised = (*theirs(incidents), incidents.c.activity != "", incidents.c.resolved_at.is_(None))
        # a worker that has the job in hand comes too late with its answer
        withdrawn = {"state": JobState.CANCELLED, "fence": jobs.c.fence + 1, "lease_until": None, "ripe_at": None}
        at = bindparam("at", type_=user_tasks.c.ended_at.type)
        ended = sa.select(user_tasks.c.id).where(*tasks)
        self.probe = sa.select(
            sa.exists().where(*tasks), sa.exists().where(*theirs(waits)), sa.exists().where(*owed), sa.exists().where(*raised)
        )
        self.by_kind = (
            (
                sa.update(task_candidates).where(task_candidates.c.task_id.in_(ended)).values(open=False),
                sa.update(user_tasks).where(*tasks).values(state=TaskState.CANCELLED, ended_at=at),
            ),
            (sa.delete(waits).where(*theirs(waits)),),
            (sa.update(jobs).where(*owed).values(withdrawn),),
            (sa.update(incidents).where(*raised).values(resolved_at=at),),
        )


_ONE, _ALL = _Closing(every=False), _Closing(every=True)


class WaitWriter(Transaction):
    """Waits."""

    def add_waits(self, instance: ProcessInstance, waits: Iterable[Wait]) -> None:
        rows = [
            {**vars(wait), "instance_id": instance.id, "correlation_key": _key(wait.correlation), "held": instance.suspended}
            for wait in waits
        ]
        if rows:
            self._run(_ARM, rows)
            self.plans_work |= any(row["due_at"] is not None for row in rows)

    def waits(self, instance_id: str) -> list[Wait]:
        return [Wait(*row) for row in self._rows(_OF_INSTANCE, instance=instance_id)]

    def has_due_wait(self, instance_id: str, now: datetime) -> bool:
        return bool(self._rows(_IS_DUE, instance=instance_id, now=now)[0][0])

    def drop_waits(self, instance_id: str, keys: Iterable[str]) -> None:
        dropped = list(keys)
        if dropped:
            self._run(_DROP, {"instance": instance_id, "keys": dropped})

    def waiting_for(self, kind: str, name: str, correlation: Mapping[str, Any] | None = None) -> list[tuple[str, Wait]]:
        if kind == MESSAGE:
            self._alone(f"message {name}")  # nobody may begin to wait between our look and our keeping it
        if correlation is None:
            rows = self._rows(_FOR_NAME, kind=kind, name=name)
        else:
            rows = self._rows(_FOR_CORRELATION, kind=kind, name=name, keys=sorted({"", _key(correlation)}))
        return [(instance_id, Wait(*fields)) for instance_id, *fields in rows]

    def due_instances(self, now: datetime, limit: int) -> list[str]:
        return [row.instance_id for row in self._rows(_DUE, now=now, most=limit)]

    def close(self, instance_id: str, ending: Ending, at: datetime) -> None:
        for kind, statements in zip(("tasks", "waits", "jobs", "incidents"), _ONE.by_kind, strict=True):
            which = [{"instance": instance_id, "closed": activity, "at": at} for activity in getattr(ending, kind)]
            for statement in statements if which else ():
                self._run(statement, which)
        if ending.tasks:
            self._tasks_seen.clear()

    def close_all(self, instance_id: str, at: datetime) -> None:
        """Most instances have only one kind of thing left; one look says which statements are worth running."""
        which = {"instance": instance_id, "at": at}
        present = self._rows(_ALL.probe, **which)[0]
        for found, statements in zip(present, _ALL.by_kind, strict=True):
            for statement in statements if found else ():
                self._run(statement, which)
        if present[0]:
            self._tasks_seen.clear()

    def hold(self, instance_id: str, held: bool) -> None:
        self.plans_work |= not held
        for statement in _HOLD:
            self._run(statement, {"instance": instance_id, "held": held})


def _key(correlation: Mapping[str, Any]) -> str:
    return canonical(dict(correlation)) if correlation else ""
