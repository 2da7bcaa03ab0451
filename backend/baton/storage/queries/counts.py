"""Figures: the numbers on the worklist's tabs, and the gauges of the health page."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select

from baton.domain.actors import Actor
from baton.domain.instances import InstanceState
from baton.storage.queries.reader import OPEN, Reader
from baton.storage.queries.tasks import candidate_ways
from baton.storage.tables.base import microseconds
from baton.storage.tables.definitions import start_timers
from baton.storage.tables.instances import instances
from baton.storage.tables.tasks import task_candidates, user_tasks
from baton.storage.tables.work import incidents, jobs, waits

MOST = 1000


class CountQueries(Reader):
    """Counts. Those of the worklist stop at 1000: nobody reads further, and every page shows them."""

    def task_counts(self, actor: Actor, now: datetime) -> dict[str, int]:
        c = user_tasks.c
        ids = sa.select(c.id)
        mine = ids.where(c.state == OPEN, c.assignee == actor.id)
        others = sa.or_(c.assignee.is_(None), c.assignee != actor.id)
        late = microseconds(now)
        overdue = [mine.where(c.due_rank < late)]
        overdue += [way.where(task_candidates.c.due_rank < late) for way in candidate_ways(actor)]
        return self._counted(
            mine=_bounded(mine),
            team=_together([*candidate_ways(actor, others)]),
            overdue=_together(overdue),
            done=_bounded(ids.where(c.ended_by == actor.id)),
        )

    def gauges(self, now: datetime) -> dict[str, int]:
        ripe = sa.and_(jobs.c.held == sa.false(), jobs.c.ripe_at <= now)
        oldest = [
            sa.select(sa.func.min(jobs.c.ripe_at)).where(ripe),
            sa.select(sa.func.min(waits.c.due_at)).where(waits.c.held == sa.false(), waits.c.due_at <= now),
            sa.select(sa.func.min(start_timers.c.due_at)).where(start_timers.c.due_at <= now),
        ]
        figures = self._counted(
            open_tasks=_count(sa.select(user_tasks.c.id).where(user_tasks.c.state == OPEN)),
            active_instances=_count(sa.select(instances.c.id).where(instances.c.state == InstanceState.ACTIVE)),
            incidents=_count(sa.select(incidents.c.id).where(incidents.c.resolved_at.is_(None))),
            due_jobs=_count(sa.select(jobs.c.id).where(ripe)),
            dead_jobs=_count(sa.select(jobs.c.id).where(jobs.c.state == sa.literal_column("'dead'"))),
        )
        due = [moment for moment in self._all(sa.select(*(one.scalar_subquery() for one in oldest)))[0] if moment is not None]
        return {**figures, "lag_seconds": max((int((now - moment).total_seconds()) for moment in due), default=0)}

    def _counted(self, **figures: Any) -> dict[str, int]:
        row = self._all(sa.select(*(figure.label(name) for name, figure in figures.items())))[0]
        return {name: int(value) for name, value in row._mapping.items()}


def _count(found: Select[Any]) -> Any:
    return sa.select(sa.func.count()).select_from(found.subquery()).scalar_subquery()


def _bounded(found: Select[Any]) -> Any:
    return _count(found.limit(MOST))


def _together(ways: list[Select[Any]]) -> Any:
    """How many different tasks, found by whichever way."""
    parts = [way.with_only_columns(_id(way)).limit(MOST).subquery() for way in ways]
    merged = sa.union(*(sa.select(part.c.id) for part in parts)).subquery()
    return _count(sa.select(merged.c.id).limit(MOST))


def _id(way: Select[Any]) -> Any:
    return next(column for column in way.selected_columns if column.key == "id")
