"""Keeping accounts, sessions, tokens and notices."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import Conflict
from baton.domain.people import Notice, Person, Session, Token
from baton.storage.prepared import Question
from baton.storage.tables.people import notices, people, person_groups, sessions, tokens
from baton.storage.transaction import Transaction, Upsert, by_id

_PERSON = Question(by_id(people))
_LOCKED = Question(by_id(people).with_for_update(key_share=True))  # others may go on naming the person in their rows
_BY_SUBJECT = sa.select(people).where(people.c.subject == bindparam("subject"))
_EVERYBODY = sa.select(people).order_by(people.c.name, people.c.id)
_KEEP_PERSON = Upsert(people, "id", kept=("covers",))
_DROP_GROUPS = sa.delete(person_groups).where(person_groups.c.person_id == bindparam("person"))
_ADD_GROUPS = sa.insert(person_groups)
_MEMBERS = (
    sa.select(people)
    .join(person_groups, person_groups.c.person_id == people.c.id)
    .where(person_groups.c.group == bindparam("group"))
    .order_by(people.c.name, people.c.id)
)
_SESSION = Question(by_id(sessions))
_KEEP_SESSION = Upsert(sessions, "id")
_DROP_SESSION = sa.delete(sessions).where(sessions.c.id == bindparam("session"))
_DROP_SESSIONS = sa.delete(sessions).where(sessions.c.person_id == bindparam("person"))
_TOKEN = Question(by_id(tokens))
_ADD_TOKEN = sa.insert(tokens)
_ADD_NOTICES = sa.insert(notices)
_KNOWN_NOTICES = sa.select(notices.c.id).where(notices.c.id.in_(sa.bindparam("ids", expanding=True)))


class PeopleWriter(Transaction):
    """People and what belongs to them."""

    def person(self, id: str) -> Person:
        return Person(*self._one(_PERSON, "person", id))

    def locked_person(self, id: str) -> Person:
        return Person(*self._one(_LOCKED, "person", id))

    def person_by_subject(self, subject: str) -> Person | None:
        row = self._row(_BY_SUBJECT, subject=subject)
        return None if row is None else Person(*row)

    def people(self) -> list[Person]:
        return [Person(*row) for row in self._rows(_EVERYBODY)]

    def save_person(self, person: Person) -> None:
        self._add(_KEEP_PERSON, vars(person), Conflict(f"Somebody else already signs in as “{person.subject}”."))
        self._run(_DROP_GROUPS, {"person": person.id})
        rows = [{"group": group, "person_id": person.id} for group in sorted(person.groups)]
        if rows:
            self._run(_ADD_GROUPS, rows)

    def members(self, group: str) -> list[Person]:
        return [Person(*row) for row in self._rows(_MEMBERS, group=group)]

    def session(self, id: str) -> Session | None:
        row = self._row(_SESSION, id=id)
        return None if row is None else Session(*row)

    def save_session(self, session: Session) -> None:
        self._run(_KEEP_SESSION, vars(session))

    def drop_session(self, id: str) -> None:
        self._run(_DROP_SESSION, {"session": id})

    def drop_sessions_of(self, person_id: str) -> None:
        self._run(_DROP_SESSIONS, {"person": person_id})

    def token(self, id: str) -> Token | None:
        row = self._row(_TOKEN, id=id)
        return None if row is None else Token(*row)

    def add_token(self, token: Token) -> None:
        self._run(_ADD_TOKEN, vars(token))

    def add_notices(self, notices: Iterable[Notice]) -> None:
        rows = [vars(notice) for notice in notices]
        known = {row[0] for row in self._rows(_KNOWN_NOTICES, ids=[row["id"] for row in rows])} if rows else set()
        if fresh := [row for row in rows if row["id"] not in known]:
            self._run(_ADD_NOTICES, fresh)
