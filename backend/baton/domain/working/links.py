"""Magic links: how somebody without an account comes to one task, or sees how one instance stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from baton.domain.actors import Actor, Preferences
from baton.domain.tasks import TaskState, UserTask

ACTOR = "link:"
DEFAULT_LIFE = timedelta(days=14)
CODE_LIFE = timedelta(minutes=10)
CODE_PAUSE = timedelta(seconds=60)
CODE_TRIES, CODE_FAILURES = 5, 20
SESSION_LIFE = timedelta(hours=12)
_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}")


def is_address(text: str) -> bool:
    """Whether this can be the mail address of one person."""
    return _ADDRESS.fullmatch(text) is not None


class Purpose(StrEnum):
    """``task``: do one task. ``see``: look at one instance, and start what it offers."""

    TASK = "task"
    SEE = "see"


class Standing(StrEnum):
    """What a link is worth now. ``handed-in``: its task was done through it; what was handed in can still be looked at."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DECLINED = "declined"
    PASSED_ON = "passed-on"
    HANDED_IN = "handed-in"
    CLOSED = "closed"


class Ended(StrEnum):
    """How a link ended by the hand of its recipient."""

    DECLINED = "declined"
    PASSED_ON = "passed-on"


@dataclass(frozen=True)
class Link:
    """``generation`` rises when the link is sent anew: its secret follows from id and generation, is kept nowhere, and every
    earlier one is worth nothing then. ``note``: what the sender adds in their own words. ``offer``: what a link to ``see`` shows.
    ``code_*``: the code by mail, of which only the hash is kept; ``code_failures``: codes sent and wrong tries since the last right one."""

    id: str
    purpose: Purpose
    instance_id: str
    task_id: str | None
    recipient: str
    name: str
    language: str
    created_by: str
    created_at: datetime
    expires_at: datetime
    needs_code: bool = False
    note: str = ""
    offer: Mapping[str, Any] = field(default_factory=dict)
    generation: int = 1
    revoked_at: datetime | None = None
    ended_at: datetime | None = None
    ended_how: Ended | None = None
    sent_at: datetime | None = None
    opened_at: datetime | None = None
    seen_at: datetime | None = None
    code_digest: str = ""
    code_until: datetime | None = None
    code_sent_at: datetime | None = None
    code_tries: int = 0
    code_failures: int = 0

    @property
    def actor_id(self) -> str:
        return f"{ACTOR}{self.id}"

    @property
    def is_blocked(self) -> bool:
        """Whether too many codes were tried. A new address ends that, which only the recipient gets."""
        return self.needs_code and self.code_failures >= CODE_FAILURES

    def actor(self) -> Actor:
        """The recipient, who may do this one task and nothing else."""
        return Actor(
            self.actor_id, self.name or self.recipient, only_task=self.task_id or "", preferences=Preferences(self.language)
        )

    def standing(self, task: UserTask | None, now: datetime) -> Standing:
        """What the link is worth; ``task`` is the one it is for, if it is for one."""
        if self.revoked_at is not None:
            return Standing.REVOKED
        if self.ended_how is not None:
            return Standing(self.ended_how.value)
        over = task is not None and task.state is not TaskState.OPEN
        if over and task is not None and task.ended_by != self.actor_id:
            return Standing.CLOSED
        if self.expires_at <= now:
            return Standing.EXPIRED
        return Standing.HANDED_IN if over else Standing.OPEN

    def anew(self, now: datetime) -> "Link":
        """The link as it is sent once more: it lives as long again, and what was sent before is worth nothing."""
        life = self.expires_at - (self.sent_at or self.created_at)
        return replace(
            self, generation=self.generation + 1, sent_at=now, expires_at=now + life,
            code_digest="", code_until=None, code_tries=0, code_failures=0,
        )  # fmt: skip


@dataclass(frozen=True)
class Invitation:
    """Whom to ask, and how. ``life``: how long the link works."""

    recipient: str
    name: str = ""
    language: str = "en"
    life: timedelta = DEFAULT_LIFE
    needs_code: bool = False
    note: str = ""


@dataclass(frozen=True)
class GuestSession:
    """A browser in which a link was opened. ``id`` is the SHA-256 of the secret in its cookie; ``confirmed``: the code by mail was
    given, or none is needed."""

    id: str
    link_id: str
    generation: int
    csrf: str
    created_at: datetime
    expires_at: datetime
    confirmed: bool


@dataclass(frozen=True)
class Begun:
    """An instance that was started through a link, about one ``item`` of what it shows."""

    link_id: str
    item: str
    instance_id: str
    at: datetime
