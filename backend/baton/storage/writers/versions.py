"""Keeping drafts as they once were, each content once, and who has one open."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import NotFound
from baton.domain.modelling import DraftVersion
from baton.storage.tables.definitions import contents, definition_files
from baton.storage.tables.versions import draft_editors, draft_version_files, draft_versions
from baton.storage.transaction import Transaction, Upsert

_OF_DRAFT = draft_versions.c.draft_id == bindparam("draft")
_NUMBERED = draft_versions.c.number == bindparam("version")
_FILE_OF_DRAFT = draft_version_files.c.draft_id == bindparam("draft")
_FILE_NUMBERED = draft_version_files.c.number == bindparam("version")

_VERSION = sa.select(draft_versions).where(_OF_DRAFT, _NUMBERED)
_VERSIONS = sa.select(draft_versions).where(_OF_DRAFT).order_by(draft_versions.c.number.desc())
_FILES = sa.select(draft_version_files).where(_FILE_OF_DRAFT).order_by(draft_version_files.c.name)
_CONTENTS = (
    sa.select(draft_version_files.c.name, contents.c.digest, contents.c.content)
    .join(contents, contents.c.digest == draft_version_files.c.digest)
    .where(_FILE_OF_DRAFT, _FILE_NUMBERED)
    .order_by(draft_version_files.c.name)
)
_ADD = sa.insert(draft_versions)
_ADD_FILES = sa.insert(draft_version_files)
_KEEP_CONTENT = Upsert(contents, "digest")
_CHANGE = (
    sa.update(draft_versions)
    .where(_OF_DRAFT, _NUMBERED)
    .values(name=bindparam("new_name"), note=bindparam("new_note"), definitions=bindparam("new_definitions"))
)
_DROP = sa.delete(draft_versions).where(_OF_DRAFT, _NUMBERED)
_DROP_FILES = sa.delete(draft_version_files).where(_FILE_OF_DRAFT, _FILE_NUMBERED)
_AMONG = contents.c.digest.in_(bindparam("digests", expanding=True))
# Locked first and looked at again afterwards: somebody may be storing the same content at this very moment.
_HOLD = sa.select(contents.c.digest).where(_AMONG).order_by(contents.c.digest).with_for_update()
_SWEEP = sa.delete(contents).where(
    _AMONG,
    ~sa.exists().where(definition_files.c.digest == contents.c.digest),
    ~sa.exists().where(draft_version_files.c.digest == contents.c.digest),
)
_SEEN = Upsert(draft_editors, "draft_id", "person_id")
_EDITING = (
    sa.select(draft_editors.c.person_id)
    .where(draft_editors.c.draft_id == bindparam("draft"), draft_editors.c.seen_at >= bindparam("since"))
    .order_by(draft_editors.c.person_id)
)


class VersionWriter(Transaction):
    """Versions of drafts."""

    def draft_version(self, draft_id: str, number: int) -> DraftVersion:
        row = self._row(_VERSION, draft=draft_id, version=number)
        if row is None:
            raise NotFound(f"This process model has no version {number} any more.", draft=draft_id)
        kept = self._rows(_CONTENTS, draft=draft_id, version=number)
        digests = {name: digest for name, digest, _ in kept}
        return DraftVersion(**row._mapping, digests=digests, files={name: bytes(content) for name, _, content in kept})

    def draft_versions(self, draft_id: str) -> list[DraftVersion]:
        digests: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for file in self._rows(_FILES, draft=draft_id):
            digests[file.number][file.name] = file.digest
        return [DraftVersion(**row._mapping, digests=digests[row.number]) for row in self._rows(_VERSIONS, draft=draft_id)]

    def save_draft_version(self, version: DraftVersion) -> None:
        if self._row(_VERSION, draft=version.draft_id, version=version.number) is not None:
            self._run(_CHANGE, {
                "draft": version.draft_id, "version": version.number,
                "new_name": version.name, "new_note": version.note, "new_definitions": version.definitions,
            })  # fmt: skip
            return
        self._run(_ADD, {name: value for name, value in vars(version).items() if name not in ("digests", "files")})
        kept = {version.digests[name]: content for name, content in version.files.items()}
        if kept:
            self._run(_KEEP_CONTENT, [{"digest": digest, "content": kept[digest]} for digest in sorted(kept)])
            self._run(_ADD_FILES, [
                {"draft_id": version.draft_id, "number": version.number, "name": name, "digest": version.digests[name]}
                for name in version.files
            ])  # fmt: skip

    def drop_draft_versions(self, draft_id: str, numbers: Iterable[int]) -> None:
        wanted = set(numbers)
        if not wanted:
            return
        gone = [{"draft": draft_id, "version": number} for number in sorted(wanted)]
        held = {row.digest for row in self._rows(_FILES, draft=draft_id) if row.number in wanted}
        self._run(_DROP_FILES, gone)
        self._run(_DROP, gone)
        if held:
            self._rows(_HOLD, digests=sorted(held))
            self._run(_SWEEP, {"digests": sorted(held)})

    def seen_editing(self, draft_id: str, person_id: str, at: datetime) -> None:
        self._run(_SEEN, {"draft_id": draft_id, "person_id": person_id, "seen_at": at})

    def editing(self, draft_id: str, since: datetime) -> list[str]:
        return [row.person_id for row in self._rows(_EDITING, draft=draft_id, since=since)]
