"""The worklist page: tabs, filters, rows, and the part of it that refreshes itself."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from flask import Request

from baton.domain.actors import Actor
from baton.domain.ports.queries import Page, PageRequest, TaskFilter
from baton.domain.tasks import UserTask
from baton.web.counting import worklist_counts
from baton.web.remarks.view import QuestionLine, questions_waiting
from baton.web.wired import platform
from baton.web.words import capped
from baton.web.worklist.rows import Group, groups, task_rows

VIEWS = (("mine", "Assigned to me"), ("team", "Team queue"), ("all", "All open"), ("done", "Done"))
SORTS = (("due", "Due date"), ("priority", "Priority"), ("created", "Newest"))
PAGE = 36


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; it alone holds the state of the filters. Without a ``view`` people land where work is."""

    view: str = ""
    q: str = ""
    sort: str = "due"
    process: str = ""
    after: str = ""

    def address(self, **changed: str) -> str:
        """The address of the list with some of it changed; another filter begins at the first page."""
        wanted = replace(self, **{"after": "", **changed})
        given = {name: value for name, value in vars(wanted).items() if value and value != getattr(Wanted, name)}
        return f"/tasks?{urlencode(given)}" if given else "/tasks"


@dataclass(frozen=True)
class Tab:
    name: str
    text: str
    address: str
    current: bool
    count: int | None


@dataclass(frozen=True)
class Worklist:
    """The page. Rows stand in ``groups`` in their order."""

    wanted: Wanted
    tabs: tuple[Tab, ...]
    groups: tuple[Group, ...]
    summary: str
    first: str | None
    next: str | None
    here: str
    empty: tuple[str, str]
    questions: tuple[QuestionLine, ...] = ()


def wanted_by(request: Request) -> Wanted:
    """The filters of the address; what is not known is left out."""
    given = request.args
    view = given.get("view", "")
    sort = given.get("sort", "due")
    return Wanted(
        view if view in dict(VIEWS) else "", given.get("q", "").strip()[:200], sort if sort in dict(SORTS) else "due",
        given.get("process", "")[:200], given.get("after", "")[:500],
    )  # fmt: skip


def worklist(actor: Actor, wanted: Wanted) -> Worklist:
    """The list as the actor sees it now."""
    now = platform().clock.now()
    counts = worklist_counts(actor)
    wanted = replace(wanted, view=wanted.view or ("mine" if counts.get("mine") or not counts.get("team") else "team"))
    page = _page(actor, wanted)
    tabs = tuple(
        Tab(name, text, wanted.address(view=name), name == wanted.view, counts.get(name) if name != "done" else None)
        for name, text in VIEWS
    )
    return Worklist(
        wanted, tabs, _grouped(page, wanted, actor, now), _summary(page, counts.get("overdue", 0)),
        wanted.address() if wanted.after else None, wanted.address(after=page.next) if page.next else None,
        wanted.address(after=wanted.after), _empty(wanted), questions_waiting(actor) if wanted.view == "mine" else (),
    )  # fmt: skip


def _page(actor: Actor, wanted: Wanted) -> Page[UserTask]:
    state = None if wanted.view == "done" else "open"
    filter = TaskFilter(wanted.view, definition_key=wanted.process or None, state=state, text=wanted.q, sort=wanted.sort)
    return platform().queries.tasks(actor, filter, PageRequest(PAGE, wanted.after or None))


def _grouped(page: Page[UserTask], wanted: Wanted, actor: Actor, now: datetime) -> tuple[Group, ...]:
    rows = task_rows(page.items, actor, now)
    if wanted.view == "done":
        return (Group("Completed", "ok", rows),) if rows else ()
    if wanted.sort != "due":
        return (Group(f"By {dict(SORTS)[wanted.sort].lower()}", "", rows),) if rows else ()
    return groups(page.items, rows, now)


def _summary(page: Page[UserTask], overdue: int) -> str:
    count = f"{len(page.items)}{'+' if page.next else ''} task{'' if len(page.items) == 1 else 's'}"
    return f"{count} · {capped(overdue)} overdue" if overdue else count


def _empty(wanted: Wanted) -> tuple[str, str]:
    if wanted.q or wanted.process:
        return "Nothing matches", "No task fits these filters. Remove one of them, or look in another tab."
    texts: dict[str, tuple[str, str]] = {
        "mine": ("Nothing is waiting for you", "Take a task from the team queue, or start a process."),
        "team": ("The team queue is empty", "Tasks for your groups appear here as soon as a process needs them."),
        "all": ("No open tasks", "Start a process, and its tasks appear here."),
        "done": ("Nothing completed yet", "Tasks that you complete are listed here."),
    }
    return texts[wanted.view]
