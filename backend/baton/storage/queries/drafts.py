"""What is live of drafts: the newest published version of each, what is deployed of its processes, what differs since."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from baton.domain.definitions import only_for_designing
from baton.domain.instances import InstanceState
from baton.domain.ports.queries import DefinitionRow, LiveDraft
from baton.storage.queries.reader import Reader
from baton.storage.tables.definitions import definitions
from baton.storage.tables.instances import instances
from baton.storage.tables.modelling import drafts
from baton.storage.tables.versions import draft_version_files, draft_versions
from baton.storage.transaction import columns

_ROW = columns(definitions, "outline", "digest")
_PUBLISHED = (
    sa.select(draft_versions.c.draft_id, draft_versions.c.number, draft_versions.c.definitions, drafts.c.revision)
    .join(drafts, drafts.c.id == draft_versions.c.draft_id)
    .where(draft_versions.c.definitions != ())
    .order_by(draft_versions.c.draft_id, draft_versions.c.number.desc())
)
_FILES = draft_version_files.c


class DraftQueries(Reader):
    """What is live."""

    def live_drafts(self, draft_id: str | None = None) -> dict[str, LiveDraft]:
        wanted = _PUBLISHED if draft_id is None else _PUBLISHED.where(draft_versions.c.draft_id == draft_id)
        newest = {row.draft_id: row for row in reversed(self._all(wanted))}
        keys = self._keys({id for row in newest.values() for id in row.definitions})
        by_key: defaultdict[str, list[DefinitionRow]] = defaultdict(list)
        for found in self.definitions_of({*keys.values()}):
            by_key[found.key].append(found)
        contents = self._contents(row for row in newest.values() if row.revision != row.number)
        return {
            id: LiveDraft(
                id, row.number, frozenset(row.definitions),
                tuple(one for key in sorted({keys[made] for made in row.definitions if made in keys}) for one in by_key[key]),
                row.revision != row.number and contents.get((id, row.number)) != contents.get((id, row.revision)),
            )
            for id, row in newest.items()
        }  # fmt: skip

    def definitions_of(self, keys: Iterable[str]) -> tuple[DefinitionRow, ...]:
        c = instances.c
        rows = self._all(
            sa.select(*_ROW).where(definitions.c.key.in_(sorted(keys))).order_by(definitions.c.key, definitions.c.version.desc())
        )
        running = (
            sa.select(c.definition_id, sa.func.count())
            .where(c.definition_id.in_([row.id for row in rows]), c.state == InstanceState.ACTIVE)
            .group_by(c.definition_id)
        )
        counts: dict[str, int] = {id: count for id, count in self._all(running)}
        return tuple(DefinitionRow(**row._mapping, running=counts.get(row.id, 0)) for row in rows)

    def _keys(self, ids: set[str]) -> dict[str, str]:
        found = self._all(sa.select(definitions.c.id, definitions.c.key).where(definitions.c.id.in_(sorted(ids))))
        return {row.id: row.key for row in found}

    def _contents(self, rows: Iterable[Any]) -> dict[tuple[str, int], frozenset[tuple[str, str]]]:
        """What the published and the newest versions hold, as far as it is deployed."""
        wanted = [(row.draft_id, number) for row in rows for number in (row.number, row.revision)]
        found: defaultdict[tuple[str, int], set[tuple[str, str]]] = defaultdict(set)
        if wanted:
            for file in self._all(sa.select(draft_version_files).where(sa.tuple_(_FILES.draft_id, _FILES.number).in_(wanted))):
                if not only_for_designing(file.name):
                    found[file.draft_id, file.number].add((file.name, file.digest))
        return {key: frozenset(files) for key, files in found.items()}
