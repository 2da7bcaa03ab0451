"""Keeping jobs and timer starts: what is due, and who has it in hand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.jobs import LEASE, Job, JobState
from baton.storage.tables.definitions import start_timers
from baton.storage.tables.instances import instances
from baton.storage.tables.work import jobs, waits
from baton.storage.transaction import Transaction, by_id, change, changed, columns

_OURS = ("ripe_at", "held")
_READ = by_id(jobs, *_OURS)
_SUSPENDED = sa.select(instances.c.suspended).where(instances.c.id == bindparam("of_instance")).scalar_subquery()
_ADD = sa.insert(jobs).values(held=sa.func.coalesce(_SUSPENDED, sa.false()))
_CHANGE = change(jobs, "id", "fence")
_FREE = sa.and_(jobs.c.held == sa.false(), jobs.c.ripe_at <= bindparam("now"))
_CLAIM = (
    sa.update(jobs)
    .where(jobs.c.id == bindparam("job"), _FREE)
    .values(
        state=JobState.RUNNING,
        attempt=jobs.c.attempt + 1,
        fence=jobs.c.fence + 1,
        lease_until=bindparam("until", type_=jobs.c.lease_until.type),
        ripe_at=bindparam("until", type_=jobs.c.ripe_at.type),
    )
    .returning(*columns(jobs, *_OURS))
)
_UNDER_WAY = sa.select(*columns(jobs, *_OURS)).where(
    jobs.c.instance_id == bindparam("instance"), sa.or_(*(jobs.c.state == one for one in (JobState.WAITING, JobState.RUNNING)))
)
_AT_HAND = sa.select(*columns(jobs, *_OURS)).where(
    jobs.c.id.in_(bindparam("ids", expanding=True)), jobs.c.state.in_((JobState.WAITING, JobState.RUNNING))
)
_DUE = sa.select(jobs.c.id).where(_FREE).order_by(jobs.c.ripe_at, jobs.c.id).limit(bindparam("most"))
_DUE_STARTS = (
    sa.select(start_timers.c.definition_id, start_timers.c.element_id, start_timers.c.due_at)
    .where(start_timers.c.due_at <= bindparam("now"))
    .order_by(start_timers.c.due_at, start_timers.c.definition_id)
    .limit(bindparam("most"))
)
_START_DUE_AT = (  # locked: of two workers that look at once, the second finds it armed anew
    sa.select(start_timers.c.due_at)
    .where(
        start_timers.c.definition_id == bindparam("definition"),
        start_timers.c.element_id == bindparam("element"),
        start_timers.c.due_at <= bindparam("now"),
    )
    .with_for_update()
)
_NEXT = sa.select(
    sa.select(sa.func.min(jobs.c.ripe_at)).where(jobs.c.held == sa.false(), jobs.c.ripe_at.is_not(None)).scalar_subquery(),
    sa.select(sa.func.min(waits.c.due_at)).where(waits.c.held == sa.false(), waits.c.due_at.is_not(None)).scalar_subquery(),
    sa.select(sa.func.min(start_timers.c.due_at)).scalar_subquery(),
)


class JobWriter(Transaction):
    """Jobs, and the due table as a whole."""

    def add_jobs(self, jobs: Iterable[Job]) -> None:
        rows = [_row(job) for job in jobs]
        if rows:
            self._run(_ADD, rows)
            self.plans_work = True

    def job(self, id: str) -> Job:
        return Job(*self._one(_READ, "job", id))

    def jobs_at_hand(self, ids: Iterable[str]) -> list[Job]:
        wanted = list(ids)
        return [Job(*row) for row in self._rows(_AT_HAND, ids=wanted)] if wanted else []

    def claim_job(self, id: str, now: datetime) -> Job | None:
        row = self._row(_CLAIM, job=id, now=now, until=now + LEASE)
        return None if row is None else Job(*row)

    def jobs_under_way(self, instance_id: str) -> list[Job]:
        return [Job(*row) for row in self._rows(_UNDER_WAY, instance=instance_id)]

    def save_job(self, job: Job) -> bool:
        self.plans_work |= job.state is JobState.WAITING
        saved = self._run(_CHANGE, changed(job, "id", "fence", ripe_at=_ripe(job)))
        return bool(saved.rowcount == 1)

    def due_jobs(self, now: datetime, limit: int) -> list[str]:
        return [row.id for row in self._rows(_DUE, now=now, most=limit)]

    def start_due_at(self, definition_id: str, element_id: str, now: datetime) -> datetime | None:
        row = self._row(_START_DUE_AT, definition=definition_id, element=element_id, now=now)
        return None if row is None else row.due_at

    def due_starts(self, now: datetime, limit: int) -> list[tuple[str, str, datetime]]:
        return [(row.definition_id, row.element_id, row.due_at) for row in self._rows(_DUE_STARTS, now=now, most=limit)]

    def next_due(self) -> datetime | None:
        moments = [moment for moment in self._rows(_NEXT)[0] if moment is not None]
        return min(moments, default=None)


def _ripe(job: Job) -> datetime | None:
    """When a worker may take the job."""
    if job.state is JobState.WAITING:
        return job.due_at
    return job.lease_until if job.state is JobState.RUNNING else None


def _row(job: Job) -> dict[str, Any]:
    return {**vars(job), "ripe_at": _ripe(job), "of_instance": job.instance_id}
