"""Keeping process definitions, and what starts them."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.definitions import ProcessDefinition, StartEvent
from baton.domain.errors import Conflict
from baton.storage.tables.definitions import contents, definition_files, definitions, start_timers, starters
from baton.storage.transaction import Transaction, Upsert, by_id

_BY_ID = by_id(definitions, "latest", "startable")
_FILES = (
    sa.select(definition_files.c.name, contents.c.content)
    .join(contents, contents.c.digest == definition_files.c.digest)
    .where(definition_files.c.definition_id == bindparam("id"))
    .order_by(definition_files.c.name)
)
_LATEST = sa.select(definitions.c.id).where(definitions.c.key == bindparam("key"), definitions.c.latest)
_IS_LATEST = sa.select(definitions.c.latest).where(definitions.c.id == bindparam("id"))
_OLDER = sa.update(definitions).where(definitions.c.key == bindparam("of_key"), definitions.c.latest).values(latest=False)
_ADD = sa.insert(definitions)
_KEEP_CONTENT = Upsert(contents, "digest")
_ADD_FILES = sa.insert(definition_files)
_DROP_STARTERS = sa.delete(starters).where(starters.c.key == bindparam("key"))
_ADD_STARTERS = sa.insert(starters)
_STARTERS = (
    sa.select(starters.c.key, starters.c.definition_id)
    .where(starters.c.kind == bindparam("kind"), starters.c.name == bindparam("name"))
    .distinct()
)
_DROP_TIMERS = sa.delete(start_timers).where(start_timers.c.key == bindparam("key"))
_DROP_TIMER = sa.delete(start_timers).where(
    start_timers.c.definition_id == bindparam("definition"), start_timers.c.element_id == bindparam("element")
)
_ARM_TIMER = Upsert(start_timers, "definition_id", "element_id")


class DefinitionWriter(Transaction):
    """Deployed versions."""

    def definition(self, id: str) -> ProcessDefinition:
        found = self._recent.get(id)
        if found is None:
            row = self._one(_BY_ID, "process definition", id)
            files = {name: bytes(content) for name, content in self._rows(_FILES, id=id)}
            found = ProcessDefinition(files=files, **row._mapping)
            if id not in self._fresh:
                self._recent.put(id, found)
        return found

    def latest_definition(self, key: str) -> ProcessDefinition | None:
        row = self._row(_LATEST, key=key)
        return None if row is None else self.definition(row.id)

    def add_definition(self, definition: ProcessDefinition) -> None:
        taken = Conflict(
            f"Version {definition.version} of {definition.key} was deployed by somebody else meanwhile. Deploy again."
        )
        self._fresh.add(definition.id)
        self._run(_OLDER, {"of_key": definition.key})
        values = {name: value for name, value in vars(definition).items() if name != "files"}
        startable = any(start.kind == "none" for start in definition.outline.starts)
        self._add(_ADD, {**values, "latest": True, "startable": startable}, taken)
        self._add_files(definition)
        self._run(_DROP_TIMERS, {"key": definition.key})
        self._run(_DROP_STARTERS, {"key": definition.key})
        begins = [
            {"definition_id": definition.id, "element_id": start.element_id, "key": definition.key,
             "kind": start.kind, "name": start.name}
            for start in definition.outline.starts if start.kind in ("message", "signal") and start.name
        ]  # fmt: skip
        if begins:
            self._run(_ADD_STARTERS, begins)

    def starters(self, kind: str, name: str) -> Sequence[ProcessDefinition]:
        rows = sorted((row.key, row.definition_id) for row in self._rows(_STARTERS, kind=kind, name=name))
        return [self.definition(definition_id) for _, definition_id in rows]

    def arm_start(self, definition: ProcessDefinition, start: StartEvent, due_at: datetime | None) -> None:
        newest = self._row(_IS_LATEST, id=definition.id)
        if due_at is None or newest is None or not newest.latest:
            self._run(_DROP_TIMER, {"definition": definition.id, "element": start.element_id})
            return
        self.plans_work = True
        self._run(_ARM_TIMER, {
            "definition_id": definition.id, "element_id": start.element_id, "key": definition.key, "due_at": due_at,
        })  # fmt: skip

    def _add_files(self, definition: ProcessDefinition) -> None:
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in definition.files.items()}
        if not digests:
            return
        kept = {digests[name]: content for name, content in definition.files.items()}
        self._run(_KEEP_CONTENT, [{"digest": digest, "content": content} for digest, content in kept.items()])
        self._run(_ADD_FILES, [
            {"definition_id": definition.id, "name": name, "digest": digest} for name, digest in digests.items()
        ])  # fmt: skip
