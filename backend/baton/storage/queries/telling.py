"""What people were told, and what could not be sent."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import InvalidInput
from baton.domain.jobs import Job, JobState
from baton.domain.people import Notice
from baton.domain.ports.queries import Page, PageRequest
from baton.storage.queries.cursors import Order, cut
from baton.storage.queries.reader import Reader
from baton.storage.tables.base import microseconds
from baton.storage.tables.people import notices
from baton.storage.tables.work import jobs
from baton.storage.transaction import columns

MOST = 100
_ORDER = Order("notices", [notices.c.created_at, notices.c.id], newest_first=True)
_OPEN = notices.c.done_at.is_(None)
_ONLY: dict[str, tuple[Any, ...]] = {
    "all": (),
    "open": (_OPEN,),
    "unread": (_OPEN, notices.c.read_at.is_(None)),
    "done": (notices.c.done_at.is_not(None),),
}
_UNREAD = sa.select(sa.func.count()).select_from(
    sa.select(notices.c.id).where(notices.c.person_id == bindparam("person"), *_ONLY["unread"]).limit(MOST).subquery()
)
_DEAD = sa.select(*columns(jobs, "ripe_at", "held")).where(
    jobs.c.state == sa.literal_column(f"'{JobState.DEAD}'"), jobs.c.kind == bindparam("kind")
)


class TellingQueries(Reader):
    """Notices by page, and dead letters."""

    def notices(self, person_id: str, page: PageRequest, only: str = "all") -> Page[Notice]:
        if only not in _ONLY:
            raise InvalidInput(f"Notices are {', '.join(_ONLY)}, not “{only}”.")
        rows = self._page(_ORDER, sa.select(notices).where(notices.c.person_id == person_id, *_ONLY[only]), page)
        return cut(rows, page, lambda row: Notice(*row), lambda row: ("notices", microseconds(row.created_at), row.id))

    def unread_notices(self, person_id: str) -> int:
        return int(self._all(_UNREAD, {"person": person_id})[0][0])

    def dead_jobs(self, kind: str, limit: int = MOST) -> tuple[Job, ...]:
        return tuple(Job(*row) for row in self._all(_DEAD.order_by(jobs.c.id.desc()).limit(limit), {"kind": kind}))
