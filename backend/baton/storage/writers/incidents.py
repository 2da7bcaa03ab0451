"""Keeping incidents."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from baton.domain.incidents import Incident
from baton.storage.tables.work import incidents
from baton.storage.transaction import Transaction, by_id, change, changed

_READ = by_id(incidents)
_ADD = sa.insert(incidents)
_CHANGE = change(incidents, "id")
_RENAME = (
    sa.update(incidents)
    .where(
        incidents.c.instance_id == sa.bindparam("instance"),
        incidents.c.activity == sa.bindparam("before"),
        incidents.c.resolved_at.is_(None),
    )
    .values(activity=sa.bindparam("after"), element_id=sa.bindparam("element"))
)


class IncidentWriter(Transaction):
    """Incidents."""

    def incident(self, id: str) -> Incident:
        return Incident(*self._one(_READ, "incident", id))

    def add_incidents(self, incidents: Iterable[Incident]) -> None:
        rows = [vars(incident) for incident in incidents]
        if rows:
            self._run(_ADD, rows)

    def save_incident(self, incident: Incident) -> None:
        self._run(_CHANGE, changed(incident, "id"))

    def rename_activities(self, instance_id: str, renamed: Mapping[str, str]) -> None:
        rows = [
            {"instance": instance_id, "before": before, "after": after, "element": after.rpartition("#")[0]}
            for before, after in renamed.items()
        ]
        if rows:
            self._run(_RENAME, rows)
