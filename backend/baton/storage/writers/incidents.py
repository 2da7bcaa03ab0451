"""Keeping incidents."""

from collections.abc import Iterable

import sqlalchemy as sa

from baton.domain.incidents import Incident
from baton.storage.tables.work import incidents
from baton.storage.transaction import Transaction, by_id, change, changed

_READ = by_id(incidents)
_ADD = sa.insert(incidents)
_CHANGE = change(incidents, "id")


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
