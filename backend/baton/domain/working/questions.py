"""Questions: somebody who has a task asks somebody else, and the task waits for the answer in their hands."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Question:
    """One question about a task. ``asked_to`` is a person, or a mail address of somebody without an account; ``reminders`` counts
    how often they were reminded; ``withdrawn_at`` when whoever asked no longer waits."""

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
