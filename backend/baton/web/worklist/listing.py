"""The worklist page: tabs, filters, rows, and the part of it that refreshes itself."""

from dataclasses import dataclass, replace
from datetime import datetime

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.ports.queries import Page, PageRequest
from baton.domain.tasks import UserTask
from baton.usecases.worklist.snoozing import snoozed_until
from baton.web.counting import worklist_counts
from baton.web.language.catalog import say as _
from baton.web.remarks.view import QuestionLine, questions_waiting
from baton.web.snoozing.moments import said
from baton.web.wired import platform
from baton.web.words import Chip, capped
from baton.web.worklist.chips import FilterChip, ViewLink, current_view, filter_chips
from baton.web.worklist.columns import Column, columns, order_words, with_cells
from baton.web.worklist.rows import Group, groups, task_rows
from baton.web.worklist.started import Request, requests
from baton.web.worklist.wanted import PAGE, VIEWS, Wanted

COUNTED = ("mine", "team", "all", "snoozed")


@dataclass(frozen=True)
class Tab:
    name: str
    text: str
    address: str
    current: bool
    count: int | None


@dataclass(frozen=True)
class Worklist:
    """The page. Rows stand in ``groups`` in their order; ``started`` are the requests of their tab."""

    wanted: Wanted
    tabs: tuple[Tab, ...]
    groups: tuple[Group, ...]
    summary: str
    first: str | None
    next: str | None
    here: str
    empty: tuple[str, str]
    chips: tuple[FilterChip, ...] = ()
    problems: tuple[str, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    started: tuple[Request, ...] = ()
    tasks: tuple[UserTask, ...] = ()
    columns: tuple[Column, ...] = ()
    saved: ViewLink | None = None


def worklist(actor: Actor, wanted: Wanted) -> Worklist:
    """The list as the actor sees it now."""
    now = platform().clock.now()
    counts = worklist_counts(actor)
    wanted = replace(wanted, view=wanted.view or ("mine" if counts.get("mine") or not counts.get("team") else "team"))
    started, page, wanted = _found(actor, wanted, now)
    tabs = tuple(
        Tab(name, _(text), wanted.address(view=name), name == wanted.view, counts.get(name) if name in COUNTED else None)
        for name, text in VIEWS.items()
        if name != "snoozed" or counts.get("snoozed") or wanted.view == name
    )
    return Worklist(
        wanted, tabs, _grouped(page, wanted, actor, now),
        _requested(len(started), bool(page.next)) if wanted.view == "started" else
        _summary(len(page.items), bool(page.next), counts.get("overdue", 0)),
        wanted.address() if wanted.after else None, wanted.address(after=page.next) if page.next else None,
        wanted.address(after=wanted.after), _empty(wanted), filter_chips(wanted), wanted.problems,
        questions_waiting(actor) if wanted.view == "mine" else (), started, page.items, columns(wanted),
        current_view(actor, wanted),
    )  # fmt: skip


def _found(actor: Actor, wanted: Wanted, now: datetime) -> tuple[tuple[Request, ...], Page[UserTask], Wanted]:
    """What the tab shows; a page marker of another list leads to the first page."""
    try:
        if wanted.view == "started":
            started, after = requests(actor, wanted)
            return started, Page((), after), wanted
        return (), platform().queries.tasks(actor, wanted.filter(actor.id, now), PageRequest(PAGE, wanted.after or None)), wanted
    except InvalidInput as refusal:
        if not wanted.after:
            raise
        return _found(actor, replace(wanted, after="", problems=(*wanted.problems, str(refusal))), now)


def _grouped(page: Page[UserTask], wanted: Wanted, actor: Actor, now: datetime) -> tuple[Group, ...]:
    rows = task_rows(page.items, actor, now)
    if wanted.view == "snoozed":
        until = snoozed_until(platform(), actor)
        rows = tuple(replace(row, back=_back(until[row.id], now) if row.id in until else None) for row in rows)
    if wanted.columns:
        rows = with_cells(page.items, rows, wanted.columns)
    if wanted.view == "done":
        return (Group(_("Completed"), "ok", rows),) if rows else ()
    if wanted.sort != "due":
        return (Group(order_words(wanted.sort), "", rows),) if rows else ()
    return groups(page.items, rows, now)


def _back(until: datetime, now: datetime) -> Chip:
    return Chip(said(until, now), "alarm", "quiet", until)


def _summary(shown: int, more: bool, overdue: int) -> str:
    counted = f"{shown}{'+' if more else ''}"
    count = _("%(count)s task", count=counted) if shown == 1 else _("%(count)s tasks", count=counted)
    return f"{count} · {_('%(count)s overdue', count=capped(overdue))}" if overdue else count


def _requested(shown: int, more: bool) -> str:
    counted = f"{shown}{'+' if more else ''}"
    return _("%(count)s request", count=counted) if shown == 1 else _("%(count)s requests", count=counted)


def _empty(wanted: Wanted) -> tuple[str, str]:
    if wanted.is_narrowed:
        return _("Nothing matches"), _("No task fits these filters. Remove one of them, or look in another tab.")
    texts: dict[str, tuple[str, str]] = {
        "mine": (_("Nothing is waiting for you"), _("Take a task from the team queue, or start a process.")),
        "team": (_("The team queue is empty"), _("Tasks for your groups appear here as soon as a process needs them.")),
        "all": (_("No open tasks"), _("Start a process, and its tasks appear here.")),
        "started": (_("You have not started anything yet"), _("What you start is followed here until it is done.")),
        "snoozed": (_("Nothing is put aside"), _("Select tasks and snooze them; they come back by themselves.")),
        "done": (_("Nothing completed yet"), _("Tasks that you complete are listed here.")),
    }
    return texts[wanted.view]
