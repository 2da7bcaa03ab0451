"""The other lists: journal, incidents, definitions, unmatched messages, and all that one instance waits for."""

from typing import Any

import sqlalchemy as sa

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.incidents import Incident
from baton.domain.instances import InstanceState
from baton.domain.jobs import Job, JobState
from baton.domain.journal import Entry
from baton.domain.messages import Message
from baton.domain.ports.queries import DefinitionRow, Page, PageRequest, Waiting
from baton.domain.tasks import UserTask
from baton.domain.waits import Wait
from baton.domain.working.remarks import Remark
from baton.storage.queries.cursors import Order, cut
from baton.storage.queries.reader import OPEN, Reader
from baton.storage.queries.tasks import SEEN, seen_values
from baton.storage.tables.base import microseconds
from baton.storage.tables.definitions import definitions
from baton.storage.tables.instances import instances, journal
from baton.storage.tables.messages import messages
from baton.storage.tables.tasks import user_tasks
from baton.storage.tables.work import incidents, jobs, waits
from baton.storage.tables.working.filling import remarks
from baton.storage.transaction import columns

_SEQ = Order("seq", [journal.c.seq])
_INCIDENTS = Order("incidents", [incidents.c.raised_at, incidents.c.id], newest_first=True)
_DEFINITIONS = Order("definitions", [definitions.c.deployed_at, definitions.c.id], newest_first=True)
_MESSAGES = Order("messages", [messages.c.received_at, messages.c.id], newest_first=True)
_REMARKS = Order("remarks", [remarks.c.at, remarks.c.id])
_OF_STATE = {
    None: (),
    "raised": (incidents.c.resolved_at.is_(None),),
    "resolved": (incidents.c.resolved_at.is_not(None),),
}
_DEFINITION = columns(definitions, "outline", "digest")
_TOUCHED = sa.select(sa.exists().where(user_tasks.c.instance_id == sa.bindparam("instance"), SEEN))


class ListQueries(Reader):
    """Lists by page."""

    def entries(self, instance_id: str, page: PageRequest) -> Page[Entry]:
        rows = self._page(_SEQ, sa.select(journal).where(journal.c.instance_id == instance_id), page)
        return cut(rows, page, lambda row: Entry(*row), lambda row: ("seq", row.seq))

    def incidents(self, instance_id: str | None, state: str | None, page: PageRequest) -> Page[Incident]:
        if state not in _OF_STATE:
            raise InvalidInput(f"Incidents are raised or resolved, not “{state}”.")
        wanted = sa.select(incidents).where(*_OF_STATE[state])
        if instance_id is not None:
            wanted = wanted.where(incidents.c.instance_id == instance_id)
        rows = self._page(_INCIDENTS, wanted, page)
        return cut(rows, page, lambda row: Incident(*row), lambda row: ("incidents", microseconds(row.raised_at), row.id))

    def remarks(self, instance_id: str, page: PageRequest) -> Page[Remark]:
        rows = self._page(_REMARKS, sa.select(remarks).where(remarks.c.instance_id == instance_id), page)
        return cut(rows, page, lambda row: Remark(**row._mapping), lambda row: ("remarks", microseconds(row.at), row.id))

    def definitions(self, page: PageRequest, *, latest_only: bool = False) -> Page[DefinitionRow]:
        wanted = sa.select(*_DEFINITION)
        rows = self._page(_DEFINITIONS, wanted.where(definitions.c.latest) if latest_only else wanted, page)
        c = instances.c
        running = (
            sa.select(c.definition_id, sa.func.count())
            .where(c.definition_id.in_([row.id for row in rows]), c.state == InstanceState.ACTIVE)
            .group_by(c.definition_id)
        )
        counts: dict[str, int] = {id: count for id, count in self._all(running)}
        return cut(
            rows,
            page,
            lambda row: DefinitionRow(**row._mapping, running=counts.get(row.id, 0)),
            lambda row: ("definitions", microseconds(row.deployed_at), row.id),
        )

    def unmatched_messages(self, page: PageRequest) -> Page[Message]:
        rows = self._page(_MESSAGES, sa.select(*columns(messages, "kept")).where(messages.c.kept), page)
        return cut(rows, page, lambda row: Message(*row), lambda row: ("messages", microseconds(row.received_at), row.id))

    def waiting(self, instance_id: str) -> Waiting:
        alive = jobs.c.state.in_([JobState.WAITING, JobState.RUNNING])
        ours = ("due_rank", "priority_rank", "created_rank", "search")
        with self._store.reading() as connection:

            def found(kind: Any, table: sa.Table, left_out: tuple[str, ...], *conditions: Any) -> tuple[Any, ...]:
                chosen = sa.select(*columns(table, *left_out)).where(table.c.instance_id == instance_id, *conditions)
                return tuple(kind(*row) for row in connection.execute(chosen.order_by(table.c.id)))

            return Waiting(
                found(UserTask, user_tasks, ours, user_tasks.c.state == OPEN),
                found(Wait, waits, ("id", "instance_id", "correlation_key", "held")),
                found(Job, jobs, ("ripe_at", "held"), alive),
                found(Incident, incidents, (), incidents.c.resolved_at.is_(None)),
            )

    def touched(self, actor: Actor, instance_id: str) -> bool:
        values = {"instance": instance_id, **seen_values(actor)}
        return bool(self._all(_TOUCHED, values)[0][0])
