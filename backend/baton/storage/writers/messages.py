"""Keeping messages nobody waited for, and answers already given."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import Conflict
from baton.domain.messages import Message
from baton.storage.tables.messages import answers, messages
from baton.storage.transaction import Transaction, by_id, change, changed, columns

_READ = by_id(messages, "kept")
_ADD = sa.insert(messages)
_CHANGE = change(messages, "id")
_KEPT = (
    sa.select(*columns(messages, "kept"))
    .where(messages.c.name == bindparam("name"), messages.c.kept, messages.c.expires_at > bindparam("now"))
    .order_by(messages.c.received_at, messages.c.id)
)
_ANSWER = sa.select(answers.c.fingerprint, answers.c.answer).where(
    answers.c.actor_id == bindparam("actor"), answers.c.key == bindparam("key")
)
_ADD_ANSWER = sa.insert(answers)


class MessageWriter(Transaction):
    """Messages and answers."""

    def message(self, id: str) -> Message | None:
        row = self._row(_READ, id=id)
        return None if row is None else Message(*row)

    def keep_message(self, message: Message) -> None:
        taken = Conflict(f"There already is a message “{message.id}”.")
        self._add(_ADD, {**vars(message), "kept": not message.reached}, taken)

    def kept_messages(self, name: str, now: datetime) -> list[Message]:
        self._alone(f"message {name}")  # nobody may keep one between our look and our wait
        return [Message(*row) for row in self._rows(_KEPT, name=name, now=now)]

    def save_message(self, message: Message) -> None:
        self._run(_CHANGE, changed(message, "id", kept=not message.reached))

    def answer(self, actor_id: str, key: str) -> tuple[str, dict[str, Any]] | None:
        row = self._row(_ANSWER, actor=actor_id, key=key)
        return None if row is None else (row.fingerprint, row.answer)

    def store_answer(self, actor_id: str, key: str, answered: tuple[str, dict[str, Any]], at: datetime) -> None:
        fingerprint, answer = answered
        row = {"actor_id": actor_id, "key": key, "fingerprint": fingerprint, "answer": answer, "at": at}
        self._add(_ADD_ANSWER, row, Conflict("A request with the same key was answered meanwhile."))
