"""Keeping drafts and installed packs."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import Conflict
from baton.domain.modelling import Draft
from baton.domain.packs import InstalledPack
from baton.storage.tables.collaboration import comments, reviews, share_links
from baton.storage.tables.modelling import draft_files, drafts, packs
from baton.storage.tables.versions import draft_editors
from baton.storage.transaction import Upsert, by_id
from baton.storage.writers.versions import VersionWriter

_DRAFT = by_id(drafts)
_DRAFTS = sa.select(drafts).order_by(drafts.c.name, drafts.c.id)
_FILES = (
    sa.select(draft_files.c.name, draft_files.c.content)
    .where(draft_files.c.draft_id == bindparam("id"))
    .order_by(draft_files.c.name)
)
_ADD = sa.insert(drafts)
_CHANGE = sa.update(drafts).where(drafts.c.id == bindparam("draft"), drafts.c.revision == bindparam("expected"))
_ADD_FILES = sa.insert(draft_files)
_DROP_FILES = sa.delete(draft_files).where(draft_files.c.draft_id == bindparam("draft"))
_DROP = sa.delete(drafts).where(drafts.c.id == bindparam("draft"))
_DROP_HANGING = [
    sa.delete(table).where(table.c.draft_id == bindparam("draft")) for table in (comments, reviews, share_links, draft_editors)
]
_PACK = by_id(packs)
_PACKS = sa.select(packs).order_by(packs.c.title, packs.c.id)
_KEEP_PACK = Upsert(packs, "id")


class ModellingWriter(VersionWriter):
    """Drafts with their versions, and packs."""

    def draft(self, id: str) -> Draft:
        row = self._one(_DRAFT, "draft", id)
        files = {name: bytes(content) for name, content in self._rows(_FILES, id=id)}
        return Draft(files=files, **row._mapping)

    def drafts(self) -> list[Draft]:
        return [Draft(files={}, **row._mapping) for row in self._rows(_DRAFTS)]

    def save_draft(self, draft: Draft, expected: int | None) -> None:
        values = {name: value for name, value in vars(draft).items() if name != "files"}
        if expected is None:
            self._add(_ADD, values, Conflict(f"There already is a draft “{draft.id}”."))
        else:
            del values["id"]
            saved = self._run(_CHANGE, {**values, "draft": draft.id, "expected": expected})
            if saved.rowcount != 1:
                raise Conflict(
                    f"“{draft.name}” was saved by somebody else meanwhile. Load it again before saving.", draft=draft.id
                )
            self._run(_DROP_FILES, {"draft": draft.id})
        rows = [{"draft_id": draft.id, "name": name, "content": content} for name, content in draft.files.items()]
        if rows:
            self._run(_ADD_FILES, rows)

    def drop_draft(self, id: str) -> None:
        self.drop_draft_versions(id, [version.number for version in self.draft_versions(id)])
        for drop in (*_DROP_HANGING, _DROP_FILES, _DROP):
            self._run(drop, {"draft": id})

    def installed_pack(self, id: str) -> InstalledPack | None:
        row = self._row(_PACK, id=id)
        return None if row is None else InstalledPack(*row)

    def installed_packs(self) -> list[InstalledPack]:
        return [InstalledPack(*row) for row in self._rows(_PACKS)]

    def save_installed_pack(self, pack: InstalledPack) -> None:
        self._run(_KEEP_PACK, vars(pack))
