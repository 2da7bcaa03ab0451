"""How a task stands for whoever looks at it: what they may do with it, and what keeps them from completing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.journal import Entry
from baton.domain.policy import can
from baton.domain.tasks import TaskState, UserTask
from baton.usecases.tasks import returnable
from baton.usecases.worklist.completing import Pending
from baton.web.fragments import tag_of
from baton.web.language.catalog import say as _
from baton.web.remarks.view import waiting_chips
from baton.web.wired import platform
from baton.web.words import Chip, due_chip, listed, spoken

Names = Mapping[str, str]


@dataclass(frozen=True)
class Rights:
    """Which buttons the actor gets."""

    claim: bool
    release: bool
    assign: bool
    complete: bool


NONE = Rights(False, False, False, False)


def rights_of(actor: Actor, task: UserTask, pending: Pending | None, entries: Iterable[Entry]) -> Rights:
    if task.state is not TaskState.OPEN or pending:
        return NONE
    mine = task.assignee in actor.hands
    return Rights(
        task.assignee is None and can(actor, "task.claim", task),
        task.assignee is not None and (mine or can(actor, "task.assign")) and returnable(task, entries),
        can(actor, "task.assign", task),
        can(actor, "task.complete", task),
    )


def obstacle(actor: Actor, task: UserTask, pending: Pending | None, names: Names) -> str:
    """Why the actor cannot complete the task, or nothing."""
    if task.state is not TaskState.OPEN:
        return ended(task, names)
    if pending and pending.by != actor.id:
        return _("%(who)s is completing this task.", who=names.get(pending.by, pending.by))
    if pending or can(actor, "task.complete", task):
        return ""
    if task.assignee:
        return _("%(who)s has this task. You can read it.", who=names.get(task.assignee, task.assignee))
    return _("This task is for %(names)s. You can read it.", names=listed(task.candidate_groups + task.candidate_users))


def ended(task: UserTask, names: Names) -> str:
    """Who ended the task and when, as a sentence."""
    by = names.get(task.ended_by or "", task.ended_by or "")
    when = spoken(task.ended_at) if task.ended_at else ""
    if task.state is TaskState.COMPLETED:
        return _("%(who)s completed this task (%(when)s).", who=by or "Baton", when=when)
    if by:
        return _("%(who)s cancelled this task (%(when)s).", who=by, when=when)
    return _("The process went on without this task (%(when)s), for instance because its time was over.", when=when)


def chips(task: UserTask, pending: Pending | None, names: Names) -> tuple[Chip, ...]:
    """State, deadline, group and person, as pills."""
    is_open = task.state is TaskState.OPEN
    due = due_chip(task.due_at, platform().clock.now()) if is_open else None
    groups = Chip(listed(task.candidate_groups), "users") if task.candidate_groups else None
    person = Chip(names.get(task.assignee, task.assignee), "user") if task.assignee else None
    waiting = waiting_chips([task.id]).get(task.id) if is_open else None
    return tuple(chip for chip in (due, _state(task, pending), waiting, groups, person) if chip)


def tag(task: UserTask, pending: Pending | None) -> str:
    """Changes when somebody else did something to the task."""
    return tag_of(task.state, task.assignee, task.due_at, pending and pending.by)


def _state(task: UserTask, pending: Pending | None) -> Chip:
    if task.state is TaskState.COMPLETED:
        return Chip(_("Completed"), "circle-check", "ok")
    if task.state is not TaskState.OPEN:
        return Chip(_("Cancelled"), "ban", "quiet")
    if pending:
        return Chip(_("Being completed"), "hourglass", "info")
    if task.assignee is None:
        return Chip(_("Nobody has it"), "hand-grab", "warn")
    return Chip(_("In progress"), "hourglass", "info")
