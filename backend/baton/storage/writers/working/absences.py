"""Keeping who is away, and who stands in for them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.people import Absence, Cover
from baton.storage.tables.people import people
from baton.storage.tables.working.telling import absences
from baton.storage.transaction import Transaction, Upsert, by_id

_KEEP = Upsert(absences, "id")
_DROP = sa.delete(absences).where(absences.c.id == bindparam("absence"))
_ABSENCE = by_id(absences)
_ALL = sa.select(absences).where(absences.c.end > bindparam("now")).order_by(absences.c.start, absences.c.id)
_OF = _ALL.where(absences.c.person_id == bindparam("person"))
_BY = _ALL.where(absences.c.substitute == bindparam("substitute"))
_NOW = _ALL.where(absences.c.start <= bindparam("now"), absences.c.person_id.in_(bindparam("people", expanding=True)))
_COVERS = (
    sa.update(people).where(people.c.id == bindparam("substitute")).values(covers=bindparam("covers", type_=people.c.covers.type))
)


class AbsenceWriter(Transaction):
    """Absences, and the account of whoever stands in."""

    def save_absence(self, absence: Absence) -> None:
        self._run(_KEEP, vars(absence))

    def drop_absence(self, id: str) -> None:
        self._run(_DROP, {"absence": id})

    def absence(self, id: str) -> Absence:
        return Absence(*self._one(_ABSENCE, "absence", id))

    def absences(self, now: datetime, person_id: str | None = None) -> list[Absence]:
        if person_id is None:
            return [Absence(*row) for row in self._rows(_ALL, now=now)]
        self._alone(f"absences of {person_id}")
        return [Absence(*row) for row in self._rows(_OF, now=now, person=person_id)]

    def standing_in_for(self, person_ids: Iterable[str], now: datetime) -> Mapping[str, Absence]:
        wanted = list(person_ids)
        rows = self._rows(_NOW, now=now, people=wanted) if wanted else ()
        return {row.person_id: Absence(*row) for row in rows}

    def covers_by(self, substitute: str, now: datetime) -> list[Absence]:
        self._alone(f"covers by {substitute}")
        return [Absence(*row) for row in self._rows(_BY, now=now, substitute=substitute)]

    def save_covers(self, substitute: str, covers: tuple[Cover, ...]) -> None:
        self._run(_COVERS, {"substitute": substitute, "covers": covers})
