"""What people are told of, how each of them wants to be told, and why somebody is told."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from baton.domain.actors import Telling


class Cadence(StrEnum):
    """When a mail about something goes out: at once, gathered with others, or never."""

    AT_ONCE = "at-once"
    DIGEST = "digest"
    NEVER = "never"


TASK_ASSIGNED, TASK_FOR_GROUP, TASK_ESCALATED = "task-assigned", "task-for-group", "task-escalated"
REMINDER, NUDGE, MENTION, QUESTION, ANSWER = "reminder", "nudge", "mention", "question", "answer"
APPROVAL_VOIDED, COMPLETION_FAILED, ABSENCE_STARTED = "approval-voided", "completion-failed", "absence-started"

# Everything that somebody can be told of, in the order in which they choose how; each with what happens when they do not.
KINDS: Mapping[str, Cadence] = {
    TASK_ASSIGNED: Cadence.AT_ONCE,
    TASK_FOR_GROUP: Cadence.DIGEST,
    TASK_ESCALATED: Cadence.AT_ONCE,
    REMINDER: Cadence.AT_ONCE,
    NUDGE: Cadence.AT_ONCE,
    MENTION: Cadence.AT_ONCE,
    QUESTION: Cadence.AT_ONCE,
    ANSWER: Cadence.AT_ONCE,
    APPROVAL_VOIDED: Cadence.AT_ONCE,
    COMPLETION_FAILED: Cadence.AT_ONCE,
    ABSENCE_STARTED: Cadence.AT_ONCE,
}
ONLY_ON_THE_WORKLIST = frozenset({TASK_FOR_GROUP})
"""Of these there is no notice: the worklist shows them, and one notice for each member would say it a hundred times."""
ABOUT_OPEN_TASKS = frozenset({TASK_ASSIGNED, TASK_FOR_GROUP, TASK_ESCALATED, NUDGE})
"""Nobody is told of these once the task is over."""
DESPITE_MUTE = frozenset({TASK_ASSIGNED, TASK_ESCALATED, COMPLETION_FAILED})


def cadence(wishes: Telling, kind: str) -> Cadence:
    """When the person wants mail about something of that kind."""
    return Cadence(dict(wishes.mail).get(kind) or KINDS.get(kind, Cadence.AT_ONCE))


@dataclass(frozen=True)
class Reason:
    """Why somebody is told. ``code`` names the sentence, ``of`` the group or person in it."""

    code: str
    of: str = ""


@dataclass(frozen=True)
class Event:
    """Something that people are told of. ``persons`` and everybody in ``groups`` are told, but not who did it (``by``, an id).
    About a task its id is enough: names and link follow from it. ``values`` are for the wording: ``text``, ``title`` and whatever
    else the letter of that kind shows. Told again under the same ``key`` it is told once; without one each event is its own.
    ``reason`` replaces the one that follows from the kind."""

    kind: str
    persons: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    task_id: str | None = None
    instance_id: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""
    by: str = ""
    key: str = ""
    reason: str = ""

    def recorded(self) -> dict[str, Any]:
        """The event as plain data, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Event":
        """The event that ``recorded`` wrote."""
        lists = {name: tuple(data.get(name, ())) for name in ("persons", "groups")}
        return cls(**{**data, **lists})


@dataclass(frozen=True)
class DigestLine:
    """One thing that waits for somebody's next digest."""

    id: str
    person_id: str
    kind: str
    reason: str
    of: str
    values: Mapping[str, Any]
    link: str
    at: datetime
    task_id: str | None = None


@dataclass(frozen=True)
class Nudge:
    """Somebody reminded whoever has a task."""

    id: str
    task_id: str
    instance_id: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Wording:
    """The words of a letter in one language, with ``{{places}}`` for values."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class WordingVersion:
    """What administrators made of a letter's words; ``wording`` is None where they went back to the shipped ones."""

    template: str
    language: str
    version: int
    wording: Wording | None
    saved_at: datetime
    saved_by: str
