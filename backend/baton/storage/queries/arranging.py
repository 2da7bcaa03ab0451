"""What helps people arrange their work: by what they can filter, what they started, and when something moved."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from baton.storage.queries.reader import OPEN, Reader
from baton.storage.tables.instances import instances, journal
from baton.storage.tables.tasks import user_tasks
from baton.storage.tables.working.worklists import instance_facts

LAST_STARTED, MOST_ELEMENTS = 50, 100


class ArrangingQueries(Reader):
    """Small lists beside the worklist."""

    def fact_names(self, instance_ids: Iterable[str]) -> list[str]:
        c = instance_facts.c
        named = sa.select(c.name).where(c.instance_id.in_(set(instance_ids))).distinct().order_by(c.name)
        return [row[0] for row in self._all(named)]

    def facts(self, instance_ids: Iterable[str], names: Iterable[str]) -> dict[str, dict[str, Any]]:
        c = instance_facts.c
        wanted = sa.select(c.instance_id, c.name, c.shown).where(c.instance_id.in_(set(instance_ids)), c.name.in_(set(names)))
        found: dict[str, dict[str, Any]] = {}
        for id, name, shown in self._all(wanted.where(c.shown.is_not(None))):
            found.setdefault(id, {})[name] = json.loads(shown)
        return found

    def elements_open(self, definition_key: str) -> list[tuple[str, str]]:
        c = user_tasks.c
        found = sa.select(c.element_id, sa.func.min(c.name)).where(c.state == OPEN, c.definition_key == definition_key)
        rows = self._all(found.group_by(c.element_id).order_by(sa.func.min(c.name), c.element_id).limit(MOST_ELEMENTS))
        return [(id, name) for id, name in rows]

    def recently_started(self, person_id: str) -> list[str]:
        c = instances.c
        last = sa.select(c.definition_key).where(c.started_by == person_id).order_by(c.started_at.desc()).limit(LAST_STARTED)
        return list(dict.fromkeys(row[0] for row in self._all(last)))

    def last_moves(self, heads: Mapping[str, int]) -> dict[str, datetime]:
        c = journal.c
        wanted = [sa.and_(c.instance_id == id, c.seq == seq) for id, seq in heads.items()]
        rows = self._all(sa.select(c.instance_id, c.at).where(sa.or_(*wanted))) if wanted else ()
        return {id: at for id, at in rows}
