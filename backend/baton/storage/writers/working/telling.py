"""How people are told of things."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import NotFound
from baton.domain.jobs import Job
from baton.domain.people import Notice
from baton.domain.working.telling import DigestLine, Nudge, Wording, WordingVersion
from baton.storage.tables.people import notices
from baton.storage.tables.work import jobs
from baton.storage.tables.working.telling import digest_lines, mutes, nudges, wordings
from baton.storage.transaction import Upsert, by_id
from baton.storage.writers.jobs import JobWriter

_LINES = (
    sa.select(digest_lines).where(digest_lines.c.person_id == bindparam("person")).order_by(digest_lines.c.at, digest_lines.c.id)
)
_ADD_LINES = sa.insert(digest_lines)
_DROP_LINES = sa.delete(digest_lines).where(digest_lines.c.id == bindparam("line"))
_NOTICE = by_id(notices)
_UNREAD = sa.and_(notices.c.person_id == bindparam("person"), notices.c.read_at.is_(None))
_READ_ALL = sa.update(notices).where(_UNREAD).values(read_at=bindparam("at"))
_READ_ONE = sa.update(notices).where(_UNREAD, notices.c.id == bindparam("notice")).values(read_at=bindparam("at"))
_FINISH = (
    sa.update(notices)
    .where(notices.c.person_id == bindparam("person"), notices.c.id == bindparam("notice"))
    .values(done_at=bindparam("at"))
)
_MUTE = Upsert(mutes, "instance_id", "person_id")
_UNMUTE = sa.delete(mutes).where(mutes.c.instance_id == bindparam("instance"), mutes.c.person_id == bindparam("person"))
_MUTES = sa.select(mutes.c.person_id).where(mutes.c.instance_id == bindparam("instance"))
_ADD_NUDGE = sa.insert(nudges)
_NUDGES = sa.select(nudges).where(nudges.c.instance_id == bindparam("instance")).order_by(nudges.c.at, nudges.c.id)
_WORDINGS = (
    sa.select(wordings)
    .where(wordings.c.template == bindparam("template"), wordings.c.language == bindparam("language"))
    .order_by(wordings.c.version.desc())
)
_ADD_WORDING = sa.insert(wordings)


class TellingWriter(JobWriter):
    """Notices that were read, digests, reminders, and the wording of letters."""

    def owe(self, jobs: Iterable[Job]) -> None:
        self.add_jobs(self._fresh_of(_JOBS, list(jobs)))

    def add_digest_lines(self, lines: Iterable[DigestLine]) -> None:
        if fresh := self._fresh_of(_KNOWN_LINES, list(lines)):
            self._run(_ADD_LINES, [vars(line) for line in fresh])

    def digest_lines(self, person_id: str) -> list[DigestLine]:
        return [DigestLine(*row) for row in self._rows(_LINES, person=person_id)]

    def drop_digest_lines(self, ids: Iterable[str]) -> None:
        if rows := [{"line": id} for id in ids]:
            self._run(_DROP_LINES, rows)

    def mark_notices(self, person_id: str, ids: Sequence[str] | None, at: datetime) -> int:
        if ids is None:
            return int(self._run(_READ_ALL, {"person": person_id, "at": at}).rowcount)
        return sum(self._run(_READ_ONE, {"person": person_id, "notice": id, "at": at}).rowcount for id in ids)

    def finish_notice(self, person_id: str, id: str, at: datetime | None) -> None:
        if not self._run(_FINISH, {"person": person_id, "notice": id, "at": at}).rowcount:
            raise NotFound(f"There is no notice “{id}” of yours.", id=id)

    def notice(self, id: str) -> Notice:
        return Notice(*self._one(_NOTICE, "notice", id))

    def mute(self, person_id: str, instance_id: str, muted: bool) -> None:
        if muted:
            self._run(_MUTE, {"instance_id": instance_id, "person_id": person_id})
        else:
            self._run(_UNMUTE, {"instance": instance_id, "person": person_id})

    def mutes(self, instance_id: str) -> frozenset[str]:
        return frozenset(row[0] for row in self._rows(_MUTES, instance=instance_id))

    def add_nudge(self, nudge: Nudge) -> None:
        self._run(_ADD_NUDGE, vars(nudge))

    def nudges(self, instance_id: str) -> list[Nudge]:
        return [Nudge(*row) for row in self._rows(_NUDGES, instance=instance_id)]

    def wording(self, template: str, language: str) -> WordingVersion | None:
        row = self._row(_WORDINGS.limit(1), template=template, language=language)
        return None if row is None else _version(row)

    def wordings(self, template: str, language: str) -> list[WordingVersion]:
        return [_version(row) for row in self._rows(_WORDINGS, template=template, language=language)]

    def add_wording(self, version: WordingVersion) -> None:
        words: Mapping[str, Any] = vars(version.wording) if version.wording else {"subject": None, "text": None, "html": None}
        row = {name: value for name, value in vars(version).items() if name != "wording"}
        self._run(_ADD_WORDING, {**row, **words})

    def _fresh_of(self, question: Any, things: list[Any]) -> list[Any]:
        known = {row[0] for row in self._rows(question, ids=[thing.id for thing in things])} if things else set()
        return [thing for thing in things if thing.id not in known]


def _known(table: sa.Table) -> Any:
    return sa.select(table.c.id).where(table.c.id.in_(bindparam("ids", expanding=True)))


_JOBS, _KNOWN_LINES = _known(jobs), _known(digest_lines)


def _version(row: Any) -> WordingVersion:
    words = Wording(row.subject, row.text, row.html) if row.subject is not None else None
    return WordingVersion(row.template, row.language, row.version, words, row.saved_at, row.saved_by)
