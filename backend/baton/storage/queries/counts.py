"""Figures: the numbers on the worklist's tabs, and the gauges of the health page."""

from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select, bindparam

from baton.domain.actors import Actor
from baton.domain.instances import InstanceState
from baton.domain.policy import sees_all_tasks
from baton.storage.queries.narrowing import PUTS_ASIDE, ranked
from baton.storage.queries.reader import OPEN, Reader
from baton.storage.queries.tasks import ASLEEP, SEEN, candidate_ways, names_of, seen_values
from baton.storage.tables.base import microseconds
from baton.storage.tables.definitions import start_timers
from baton.storage.tables.instances import instances
from baton.storage.tables.tasks import task_candidates, user_tasks
from baton.storage.tables.work import incidents, jobs, waits

MOST = 100


class CountQueries(Reader):
    """Counts. Those that every page shows stop at 100 (shown as 99+): nobody reads further."""

    def task_counts(self, actor: Actor, now: datetime) -> dict[str, int]:
        values: dict[str, Any] = {f"way{place}": who for place, who in enumerate(names_of(actor))}
        values |= {**seen_values(actor), "late": microseconds(now), "awake": microseconds(now), "asleep": microseconds(now)}
        aside = bool(self._all(PUTS_ASIDE, values)[0][0])
        found = self._figures(_of_worklist(len(names_of(actor)), sees_all_tasks(actor), aside), values)
        also_mine = found.pop("also_mine")
        return {**found, "team": found["team"] - (also_mine if found["team"] < MOST else 0)}

    def raised_incidents(self) -> int:
        return self._figures(_RAISED)["raised"]

    def gauges(self, now: datetime) -> dict[str, int]:
        ripe = sa.and_(jobs.c.held == sa.false(), jobs.c.ripe_at <= now)
        oldest = [
            sa.select(sa.func.min(jobs.c.ripe_at)).where(ripe),
            sa.select(sa.func.min(waits.c.due_at)).where(waits.c.held == sa.false(), waits.c.due_at <= now),
            sa.select(sa.func.min(start_timers.c.due_at)).where(start_timers.c.due_at <= now),
        ]
        figures = self._figures(
            _selected(
                open_tasks=_count(sa.select(user_tasks.c.id).where(user_tasks.c.state == OPEN)),
                active_instances=_count(sa.select(instances.c.id).where(instances.c.state == InstanceState.ACTIVE)),
                incidents=_count(sa.select(incidents.c.id).where(incidents.c.resolved_at.is_(None))),
                due_jobs=_count(sa.select(jobs.c.id).where(ripe)),
                dead_jobs=_count(sa.select(jobs.c.id).where(jobs.c.state == sa.literal_column("'dead'"))),
            )
        )
        due = [moment for moment in self._all(sa.select(*(one.scalar_subquery() for one in oldest)))[0] if moment is not None]
        return {**figures, "lag_seconds": max((int((now - moment).total_seconds()) for moment in due), default=0)}

    def _figures(self, statement: Select[Any], values: dict[str, Any] | None = None) -> dict[str, int]:
        return {name: int(value) for name, value in self._all(statement, values)[0]._mapping.items()}


@lru_cache(maxsize=64)
def _of_worklist(ways: int, everything: bool, aside: bool) -> Select[Any]:
    """The worklist's figures for an actor of so many names and groups, who has put something aside or nothing. The candidates' index
    alone answers who sees what; the tasks that the actor already has (``also_mine``) are taken off the team's."""
    c = user_tasks.c
    awake = ("awake",) if aside else ()
    all_open = sa.select(c.id).where(c.state == OPEN, *ranked(user_tasks, c.id, awake))
    mine = all_open.where(c.assignee.in_(bindparam("hands", expanding=True)))
    names = [bindparam(f"way{place}", type_=sa.Text()) for place in range(ways)]
    candidate = sa.exists().where(task_candidates.c.task_id == c.id, task_candidates.c.who.in_(names)).correlate(user_tasks)
    late = bindparam("late", type_=sa.BigInteger())
    offered = [*candidate_ways(ways, told=ranked(task_candidates, task_candidates.c.task_id, awake))]
    return _selected(
        mine=_bounded(mine),
        team=_together(offered),
        all=_bounded(all_open) if everything else _together([mine, *offered]),
        snoozed=_bounded(sa.select(c.id).where(c.state == OPEN, ASLEEP, SEEN)) if aside else sa.literal(0),
        also_mine=_bounded(mine.where(candidate)),
        overdue=_together([mine.where(c.due_rank < late), *(way.where(task_candidates.c.due_rank < late) for way in offered)]),
        done=_bounded(sa.select(c.id).where(c.ended_by == bindparam("actor", type_=sa.Text()))),
    )


def _selected(**figures: Any) -> Select[Any]:
    return sa.select(*(figure.label(name) for name, figure in figures.items()))


def _count(found: Select[Any]) -> Any:
    return sa.select(sa.func.count()).select_from(found.subquery()).scalar_subquery()


def _bounded(found: Select[Any]) -> Any:
    return _count(found.limit(MOST))


def _together(ways: list[Select[Any]]) -> Any:
    """How many different tasks, found by whichever way."""
    parts = [way.with_only_columns(_id(way)).limit(MOST).subquery() for way in ways]
    merged = sa.union(*(sa.select(part.c.id) for part in parts)).subquery()
    return _count(sa.select(merged.c.id).limit(MOST))


_RAISED = _selected(raised=_bounded(sa.select(incidents.c.id).where(incidents.c.resolved_at.is_(None))))


def _id(way: Select[Any]) -> Any:
    return next(column for column in way.selected_columns if column.key == "id")
