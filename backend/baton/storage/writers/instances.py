"""Keeping process instances: headline, journal, snapshot."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import Conflict, SeqTaken
from baton.domain.instances import ProcessInstance, Snapshot
from baton.domain.journal import Entry
from baton.storage.prepared import Question
from baton.storage.tables.base import NEVER
from baton.storage.tables.instances import instances, journal, snapshots
from baton.storage.transaction import Transaction, Upsert, by_id, change, changed, differing

_READ = Question(by_id(instances))
_LOCK = Question(by_id(instances).with_for_update())
_ADD = sa.insert(instances)
_CHANGE = change(instances, "id")
_APPEND = sa.insert(journal)
_ENTRIES = (
    sa.select(journal)
    .where(journal.c.instance_id == bindparam("id"), journal.c.seq > bindparam("after"), journal.c.seq <= bindparam("upto"))
    .order_by(journal.c.seq)
)
_SNAPSHOT = sa.select(snapshots).where(snapshots.c.instance_id == bindparam("id"))
_KEEP_SNAPSHOT = Upsert(snapshots, "instance_id")


class InstanceWriter(Transaction):
    """Headlines, journal and snapshots."""

    def instance(self, id: str) -> ProcessInstance:
        found = self._instances_seen[id] = ProcessInstance(*self._one(_LOCK if self._writes else _READ, "process instance", id))
        return found

    def add_instance(self, instance: ProcessInstance) -> None:
        self._add(_ADD, vars(instance), Conflict(f"There already is a process instance “{instance.id}”."))
        self._instances_seen[instance.id] = instance

    def save_instance(self, instance: ProcessInstance) -> None:
        before = self._instances_seen.get(instance.id)
        values = differing(before, instance, "id") if before else changed(instance, "id")
        if values:
            self._run(_CHANGE, values)
        self._instances_seen[instance.id] = instance

    def append(self, entry: Entry) -> None:
        self._add(_APPEND, vars(entry), SeqTaken(f"{entry.instance_id} {entry.seq}"))
        self._points("journal.appended")

    def entries(self, instance_id: str, after: int = 0, upto: int | None = None) -> list[Entry]:
        rows = self._rows(_ENTRIES, id=instance_id, after=after, upto=NEVER if upto is None else upto)
        return [Entry(*row) for row in rows]

    def snapshot(self, instance_id: str) -> Snapshot | None:
        row = self._row(_SNAPSHOT, id=instance_id)
        return None if row is None else Snapshot(row.instance_id, row.seq, row.engine, bytes(row.content))

    def save_snapshot(self, snapshot: Snapshot) -> None:
        self._run(_KEEP_SNAPSHOT, vars(snapshot))
