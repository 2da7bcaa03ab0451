"""Remarks: what people say to each other about a task or its instance, and the questions among them that wait for an answer."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

EDITABLE = timedelta(minutes=5)
LONGEST = 4000
MOST_SHOWN = 200
MENTION = re.compile(r"(?<![\w@])@([\w.-]*\w)")


@dataclass(frozen=True)
class Remark:
    """One remark. ``attachments``: ids of files that came with it; ``mentions``: the people whom it told. A remark that was taken
    back leaves its place and its author behind, without its text. ``question_id``: the question that it asks or answers."""

    id: str
    instance_id: str
    author: str
    at: datetime
    text: str
    task_id: str | None = None
    mentions: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    question_id: str | None = None
    edited_at: datetime | None = None
    removed_at: datetime | None = None

    def may_edit(self, person: str, now: datetime) -> bool:
        """Only who wrote it, and only as long as hardly anybody has acted on it."""
        return self.may_remove(person) and now - self.at <= EDITABLE

    def may_remove(self, person: str) -> bool:
        """Only who wrote it. Questions and answers stand."""
        return self.author == person and self.removed_at is None and self.question_id is None


@dataclass(frozen=True)
class Question:
    """One question about a task. ``asked_to`` is a person; ``reminders`` counts how often they were reminded; ``withdrawn_at`` when whoever asked no longer waits."""

    id: str
    instance_id: str
    task_id: str
    asked_by: str
    asked_to: str
    asked_at: datetime
    text: str
    answer: str = ""
    attachments: tuple[str, ...] = ()
    answered_by: str | None = None
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None
    reminders: int = 0

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
