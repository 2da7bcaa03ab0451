"""Lists of process instances, with what a row says of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select

from baton.domain.actors import Actor
from baton.domain.errors import NotFound
from baton.domain.instances import InstanceState, ProcessInstance
from baton.domain.jobs import JobState
from baton.domain.journal import Entry
from baton.domain.migration import LEFT_ALONE
from baton.domain.policy import can
from baton.domain.ports.queries import InstanceFilter, InstanceRow, Page, PageRequest
from baton.storage.queries.cursors import Order, cut
from baton.storage.queries.reader import OPEN, Reader, contains
from baton.storage.tables.base import microseconds
from baton.storage.tables.definitions import definitions
from baton.storage.tables.instances import instances, journal
from baton.storage.tables.tasks import user_tasks
from baton.storage.tables.work import incidents, jobs, waits

_WIDTH = len(instances.columns)
_ROW = sa.select(*instances.columns, definitions.c.title, definitions.c.version).join_from(
    instances, definitions, definitions.c.id == instances.c.definition_id
)
_NEWEST = Order("newest", [instances.c.started_at, instances.c.id], newest_first=True)


class InstanceQueries(Reader):
    """Lists of process instances."""

    def instances(self, actor: Actor, wanted: InstanceFilter, page: PageRequest) -> Page[InstanceRow]:
        conditions = _narrowed(wanted)
        everything = can(actor, "instance.see")
        statement = _ROW.where(*conditions) if everything else _own(actor, conditions, after=page.after is not None)
        rows = self._page(_NEWEST, statement, page)
        found = cut(rows, page, lambda row: row, lambda row: ("newest", microseconds(row.started_at), row.id))
        return Page(self._told(found.items), found.next)

    def instance_row(self, instance_id: str) -> InstanceRow:
        rows = self._all(_ROW.where(instances.c.id == instance_id))
        if not rows:
            raise NotFound(f"There is no process instance “{instance_id}”.", id=instance_id)
        return self._told(rows)[0]

    def running(self, definition_key: str) -> dict[str, int]:
        c = instances.c
        counted = sa.select(c.definition_id, sa.func.count()).where(
            c.definition_key == definition_key, c.state == InstanceState.ACTIVE
        )
        return {id: count for id, count in self._all(counted.group_by(c.definition_id))}

    def left_alone(self, instance_ids: Iterable[str]) -> dict[str, str]:
        c = journal.c
        said = c.body.contains(f'"kind":"{LEFT_ALONE}"', autoescape=True)
        rows = self._all(
            sa.select(journal).where(c.instance_id.in_(list(instance_ids)), c.kind == "note", said).order_by(c.instance_id, c.seq)
        )
        return {row.instance_id: Entry(*row).content["command"]["data"]["definition"] for row in rows}

    def _told(self, rows: Sequence[Any]) -> tuple[InstanceRow, ...]:
        """The rows with their incidents counted and their waits named."""
        ids = [row.id for row in rows]
        raised = dict(self._all(_raised(ids))) if ids else {}
        named = self._named(rows) if ids else {}
        return tuple(
            InstanceRow(ProcessInstance(*row[:_WIDTH]), row.title, row.version, raised.get(row.id, 0), named.get(row.id, ()))
            for row in rows
        )

    def _named(self, rows: Sequence[Any]) -> dict[str, tuple[str, ...]]:
        of = {row.id: row.definition_id for row in rows}
        found: dict[str, list[str]] = defaultdict(list)
        with self._store.read() as uow:
            for instance_id, element_id, name in self._all(_waits_of(list(of))):
                element = uow.definition(of[instance_id]).outline.elements.get(element_id)
                if element is None or element.attached_to is None:
                    found[instance_id].append(name or (element and element.name) or element_id)
        return {instance_id: tuple(dict.fromkeys(names)) for instance_id, names in found.items()}


def _own(actor: Actor, conditions: list[ColumnElement[bool]], *, after: bool) -> Select[Any]:
    """What the actor started or has worked on."""
    c = user_tasks.c
    worked = sa.union(
        sa.select(c.instance_id).where(c.assignee == actor.id), sa.select(c.instance_id).where(c.ended_by == actor.id)
    )
    ways = (instances.c.started_by == actor.id, instances.c.id.in_(worked))
    parts = [_NEWEST.page(_ROW.where(way, *conditions), after=after).with_only_columns(instances.c.id).subquery() for way in ways]
    ids = sa.union(*(sa.select(part.c.id) for part in parts))
    return _ROW.where(instances.c.id.in_(ids))


def _narrowed(wanted: InstanceFilter) -> list[ColumnElement[bool]]:
    c = instances.c
    equal = {
        c.definition_key: wanted.definition_key, c.state: wanted.state,
        c.business_key: wanted.business_key, c.started_by: wanted.started_by,
    }  # fmt: skip
    conditions: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    if wanted.other_than is not None:
        conditions.append(c.definition_id != wanted.other_than)
    if wanted.with_incidents:
        conditions.append(c.id.in_(sa.select(incidents.c.instance_id).where(incidents.c.resolved_at.is_(None))))
    if wanted.key_begins:
        conditions.append(c.business_key.istartswith(wanted.key_begins, autoescape=True))
    if wanted.text.strip():
        conditions.append(contains(wanted.text.strip(), c.business_key, c.id, definitions.c.title))
    return conditions


def _raised(ids: Iterable[str]) -> Select[Any]:
    return (
        sa.select(incidents.c.instance_id, sa.func.count())
        .where(incidents.c.instance_id.in_(ids), incidents.c.resolved_at.is_(None))
        .group_by(incidents.c.instance_id)
    )


def _waits_of(ids: list[str]) -> Any:
    """(instance, element, name if the row itself has one) of everything these instances wait for; tasks first."""
    tasks, armed, owed = user_tasks.c, waits.c, jobs.c
    alive = owed.state.in_([JobState.WAITING, JobState.RUNNING])
    found = sa.union_all(
        sa.select(sa.literal(1).label("place"), tasks.instance_id, tasks.element_id, tasks.name)
        .where(tasks.instance_id.in_(ids), tasks.state == OPEN),
        sa.select(sa.literal(2), owed.instance_id, owed.element_id, sa.literal(None, sa.Text()))
        .where(owed.instance_id.in_(ids), owed.element_id.is_not(None), alive),
        sa.select(sa.literal(3), armed.instance_id, armed.element_id, sa.literal(None, sa.Text()))
        .where(armed.instance_id.in_(ids)),
    ).subquery()  # fmt: skip
    columns = (found.c.instance_id, found.c.element_id, found.c.name)
    return sa.select(*columns).order_by(found.c.place, found.c.element_id, found.c.name)
