"""How people arrange their work."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.working.worklists import Fact, SavedView, Snooze
from baton.storage.tables.working.worklists import (
    default_views,
    favourite_processes,
    instance_facts,
    snoozes,
    worklist_views,
)
from baton.storage.transaction import Transaction, Upsert, by_id

_SAVE_FACTS = Upsert(instance_facts, "instance_id", "name")
_OF_INSTANCE = instance_facts.c.instance_id == bindparam("instance")
_DROP_FACT = sa.delete(instance_facts).where(_OF_INSTANCE, instance_facts.c.name == bindparam("fact"))
_REST_FACTS = sa.update(instance_facts).where(_OF_INSTANCE).values(text=None, number=None)
_SAVE_VIEW = Upsert(worklist_views, "id")
_SAVE_DEFAULT = Upsert(default_views, "person_id")
_SAVE_SNOOZE = Upsert(snoozes, "person_id", "task_id")
_SAVE_FAVOURITE = Upsert(favourite_processes, "person_id", "key")
MOST_SNOOZES = 500


class WorklistsWriter(Transaction):
    """Saved views of the worklist, what is snoozed, favourite processes, and the facts by which tasks are filtered."""

    def save_facts(self, instance_id: str, facts: Iterable[Fact]) -> None:
        rows = [{"instance_id": instance_id, **vars(one)} for one in facts]
        if rows:
            self._run(_SAVE_FACTS, rows)

    def drop_facts(self, instance_id: str, names: Iterable[str]) -> None:
        if rows := [{"instance": instance_id, "fact": name} for name in names]:
            self._run(_DROP_FACT, rows)

    def rest_facts(self, instance_id: str) -> None:
        self._run(_REST_FACTS, {"instance": instance_id})

    def saved_view(self, id: str) -> SavedView:
        self._alone(f"view {id}")
        return SavedView(*self._one(by_id(worklist_views), "saved view", id))

    def saved_views(self, person_id: str, groups: frozenset[str]) -> list[SavedView]:
        self._alone(f"views of {person_id}")
        c = worklist_views.c
        fits = sa.or_(c.owner == person_id, c.everybody, c.groups != ())
        found = [SavedView(*row) for row in self._rows(sa.select(worklist_views).where(fits).order_by(c.name, c.id))]
        return [one for one in found if one.owner == person_id or one.everybody or groups.intersection(one.groups)]

    def save_view(self, view: SavedView) -> None:
        self._run(_SAVE_VIEW, vars(view))

    def drop_view(self, id: str) -> None:
        self._run(sa.delete(default_views).where(default_views.c.view_id == bindparam("gone")), {"gone": id})
        self._run(sa.delete(worklist_views).where(worklist_views.c.id == bindparam("gone")), {"gone": id})

    def default_view(self, person_id: str) -> str | None:
        row = self._row(sa.select(default_views.c.view_id).where(default_views.c.person_id == person_id))
        return row[0] if row else None

    def save_default_view(self, person_id: str, view_id: str | None) -> None:
        if view_id is None:
            self._run(sa.delete(default_views).where(default_views.c.person_id == bindparam("person")), {"person": person_id})
        else:
            self._run(_SAVE_DEFAULT, {"person_id": person_id, "view_id": view_id})

    def save_snooze(self, snooze: Snooze) -> None:
        self._run(_SAVE_SNOOZE, vars(snooze))

    def drop_snooze(self, person_id: str, task_id: str) -> None:
        c = snoozes.c
        gone = sa.delete(snoozes).where(c.person_id == bindparam("person"), c.task_id == bindparam("task"))
        self._run(gone, {"person": person_id, "task": task_id})

    def snoozes(self, person_id: str) -> list[Snooze]:
        c = snoozes.c
        wanted = sa.select(snoozes).where(c.person_id == person_id).order_by(c.until.desc(), c.task_id).limit(MOST_SNOOZES)
        return [Snooze(*row) for row in self._rows(wanted)]

    def favourites(self, person_id: str) -> frozenset[str]:
        c = favourite_processes.c
        return frozenset(row[0] for row in self._rows(sa.select(c.key).where(c.person_id == person_id)))

    def save_favourite(self, person_id: str, key: str, starred: bool) -> None:
        if starred:
            self._run(_SAVE_FAVOURITE, {"person_id": person_id, "key": key})
            return
        c = favourite_processes.c
        gone = sa.delete(favourite_processes).where(c.person_id == bindparam("person"), c.key == bindparam("starred"))
        self._run(gone, {"person": person_id, "starred": key})
