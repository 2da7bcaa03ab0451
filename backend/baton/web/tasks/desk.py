"""The worklist beside a task: which list somebody works through, where the task stands in it, and what comes next."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Request

from baton.domain.actors import Actor
from baton.domain.policy import can
from baton.domain.tasks import TaskState, UserTask
from baton.usecases.worklist import completing
from baton.web.language.catalog import say as _
from baton.web.wired import platform
from baton.web.worklist.listing import Worklist, worklist
from baton.web.worklist.rows import Group, TaskRow
from baton.web.worklist.wanted import wanted_by

WIDE = "desk"
"""The cookie that remembers whether the task takes the whole width."""


@dataclass(frozen=True)
class Desk:
    """What stands beside a task. ``query`` is the part of the address that says which list; ``leaving``: the rows that are being
    completed; ``next`` is the task that opens when this one is done."""

    title: str
    groups: tuple[Group, ...]
    query: str
    back: str
    wide: bool
    leaving: frozenset[str]
    at: int
    length: str
    before: str
    after: str
    next: str

    def address(self, task_id: str, what: str = "") -> str:
        return f"/tasks/{task_id}{what}{self.query}"


def desk(actor: Actor, request: Request, task: UserTask) -> Desk:
    """The list of the address, or one in which the task stands."""
    wanted = wanted_by(request)
    if not wanted.view:
        wanted = replace(wanted, view=_view_of(actor, task))
    listed = worklist(actor, wanted)
    rows = [row for group in listed.groups for row in group.rows]
    leaving = frozenset(completing.pending(platform(), (row.id for row in rows)))
    address = listed.wanted.address(after=listed.wanted.after)
    query = address.partition("?")[2]
    at = next((place for place, row in enumerate(rows, start=1) if row.id == task.id), 0)
    around = _Around(rows, at, lambda row: f"/tasks/{row.id}{f'?{query}' if query else ''}")
    return Desk(
        _title(listed), listed.groups, f"?{query}" if query else "", address, _is_wide(request), leaving, at,
        f"{len(rows)}{'+' if listed.next else ''}", around.neighbour(-1), around.neighbour(1), around.next(leaving),
    )  # fmt: skip


@dataclass(frozen=True)
class _Around:
    """The rows around the one at ``at`` (from 1; 0 when it is not among them)."""

    rows: list[TaskRow]
    at: int
    link: Callable[[TaskRow], str]

    def neighbour(self, step: int) -> str:
        place = self.at - 1 + step if self.at else 0
        stands = (self.at or step > 0) and 0 <= place < len(self.rows)
        return self.link(self.rows[place]) if stands else ""

    def next(self, leaving: frozenset[str]) -> str:
        """The next row that the person can work on: below this one, else from the top."""
        others = [*self.rows[self.at :], *self.rows[: max(0, self.at - 1)]]
        doable = [row for row in others if (row.mine or row.claimable) and row.ended_at is None and row.id not in leaving]
        return self.link(doable[0]) if doable else ""


def _view_of(actor: Actor, task: UserTask) -> str:
    if task.state is not TaskState.OPEN:
        return "done" if task.ended_by == actor.id else "all"
    if task.assignee == actor.id:
        return "mine"
    return "team" if task.assignee is None and can(actor, "task.claim", task) else "all"


def _title(listed: Worklist) -> str:
    return next((tab.text for tab in listed.tabs if tab.current), _("My tasks"))


def _is_wide(request: Request) -> bool:
    return request.args.get("wide", request.cookies.get(WIDE)) == "1"
