"""Notices as the page shows them: worded in the reader's language, with the reason why they were told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from baton.domain.actors import Actor
from baton.domain.people import Notice
from baton.domain.ports.queries import PageRequest
from baton.domain.working.telling import Reason
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.language.choice import language
from baton.web.wired import platform

PAGE = 40
TABS = (("open", later("Inbox")), ("unread", later("Unread")), ("done", later("Done")), ("all", later("All")))
_ICONS = {
    "task-assigned": "user", "task-escalated": "alert-triangle", "reminder": "clock", "nudge": "bell", "mention": "at",
    "question": "message", "answer": "message", "approval-voided": "ban", "completion-failed": "alert-circle",
    "absence-started": "users",
}  # fmt: skip


@dataclass(frozen=True)
class NoticeRow:
    """One notice. ``muted``: the reader does not want to hear of its instance."""

    id: str
    text: str
    note: str
    reason: str
    icon: str
    at: datetime
    read: bool
    done: bool
    instance_id: str
    muted: bool


@dataclass(frozen=True)
class Tab:
    text: str
    address: str
    current: bool


@dataclass(frozen=True)
class Notices:
    """The page of one tab."""

    only: str
    tabs: tuple[Tab, ...]
    rows: tuple[NoticeRow, ...]
    next: str | None
    here: str


def listing(actor: Actor, only: str, after: str | None) -> Notices:
    """What the actor was told, newest first."""
    only = only if only in dict(TABS) else TABS[0][0]
    page = platform().queries.notices(actor.id, PageRequest(PAGE, after or None), only)
    tabs = tuple(Tab(_(text), _address(name), name == only) for name, text in TABS)
    return Notices(only, tabs, _rows(actor, page.items), _address(only, page.next) if page.next else None, _address(only, after))


def line(notice: Notice) -> str:
    """The sentence in the reader's language; one without a kind says what it said when it was written."""
    if not notice.kind or notice.kind not in platform().stationery.names():
        return notice.text
    return platform().stationery.line(notice.kind, language(), notice.values)


def reason(notice: Notice) -> str:
    """Why they were told."""
    return platform().stationery.reason(Reason(notice.reason, notice.of), language())


def _rows(actor: Actor, notices: Iterable[Notice]) -> tuple[NoticeRow, ...]:
    notices = tuple(notices)
    muted = _muted(actor, {notice.instance_id for notice in notices if notice.instance_id})
    return tuple(_row(notice, muted) for notice in notices)


def _row(notice: Notice, muted: frozenset[str]) -> NoticeRow:
    instance = notice.instance_id or ""
    said = line(notice)
    note = str(notice.values.get("text") or "")
    return NoticeRow(
        notice.id, said, "" if note == said else note, reason(notice), _ICONS.get(notice.kind, "bell"), notice.created_at,
        notice.read_at is not None, notice.done_at is not None, instance, instance in muted,
    )  # fmt: skip


def _muted(actor: Actor, instances: set[str]) -> frozenset[str]:
    with platform().store.read() as uow:
        return frozenset(id for id in instances if actor.id in uow.mutes(id))


def _address(only: str, after: str | None = None) -> str:
    given = [f"only={only}"] if only != TABS[0][0] else []
    given += [f"after={after}"] if after else []
    return "/notices" + (f"?{'&'.join(given)}" if given else "")
