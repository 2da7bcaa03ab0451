"""How people without an account come to one task."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import Conflict
from baton.domain.working.links import Begun, GuestSession, Link
from baton.storage.tables.working.links import guest_sessions, link_begun, link_secrets, links
from baton.storage.transaction import Transaction, Upsert, by_id

_LINK = by_id(links)
_LOCKED = by_id(links).with_for_update()
_BY_DIGEST = (
    sa.select(links, link_secrets.c.generation.label("of_secret"))
    .join(link_secrets, link_secrets.c.link_id == links.c.id)
    .where(link_secrets.c.digest == bindparam("secret"))
)
_OF_TASK = sa.select(links).where(links.c.task_id == bindparam("task")).order_by(links.c.created_at.desc(), links.c.id.desc())
_KEEP = Upsert(links, "id")
_ADD_SECRET = sa.insert(link_secrets)
_SESSION = by_id(guest_sessions)
_KEEP_SESSION = Upsert(guest_sessions, "id")
_BEGUN = sa.select(link_begun).where(link_begun.c.link_id == bindparam("link")).order_by(link_begun.c.at, link_begun.c.item)
_ADD_BEGUN = sa.insert(link_begun)


class LinksWriter(Transaction):
    """Magic links, the browsers in which they were opened, and what was begun through them."""

    def link(self, id: str) -> Link:
        return Link(**self._one(_LINK, "link", id)._mapping)

    def locked_link(self, id: str) -> Link:
        return Link(**self._one(_LOCKED, "link", id)._mapping)

    def link_by_digest(self, digest: str) -> tuple[Link, int] | None:
        row = self._row(_BY_DIGEST, secret=digest)
        if row is None:
            return None
        values = dict(row._mapping)
        generation = values.pop("of_secret")
        return Link(**values), generation

    def links_of_task(self, task_id: str) -> list[Link]:
        return [Link(**row._mapping) for row in self._rows(_OF_TASK, task=task_id)]

    def add_link(self, link: Link, digest: str) -> None:
        self.save_link(link, digest)

    def save_link(self, link: Link, digest: str = "") -> None:
        self._run(_KEEP, vars(link))
        if digest:
            self._run(_ADD_SECRET, {"digest": digest, "link_id": link.id, "generation": link.generation})

    def guest_session(self, id: str) -> GuestSession | None:
        row = self._row(_SESSION, id=id)
        return None if row is None else GuestSession(**row._mapping)

    def save_guest_session(self, session: GuestSession) -> None:
        self._run(_KEEP_SESSION, vars(session))

    def begun(self, link_id: str) -> list[Begun]:
        return [Begun(**row._mapping) for row in self._rows(_BEGUN, link=link_id)]

    def add_begun(self, begun: Begun) -> None:
        self._add(_ADD_BEGUN, vars(begun), Conflict("This was handed in already; nothing was done twice."))
