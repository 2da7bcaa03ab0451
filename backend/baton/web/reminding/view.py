"""Who is waited for in an instance, how often they were reminded, and who stands in for whom."""

from dataclasses import dataclass
from datetime import datetime

from baton.domain.actors import Actor
from baton.domain.errors import NotFound
from baton.domain.tasks import TaskState, UserTask
from baton.usecases.reminding.nudging import AT_MOST_EVERY, may_nudge
from baton.web.language.catalog import say as _
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import Chip, listed


@dataclass(frozen=True)
class Waited:
    """An open task that somebody waits for. ``count`` reminders so far; ``now``: another one may go out."""

    task_id: str
    name: str
    who: str
    count: int
    last: datetime | None
    now: bool
    may: bool


def reminders(actor: Actor, instance_id: str) -> tuple[Waited, ...]:
    """The open tasks of an instance, for those who may remind somebody of them; for others those that somebody was reminded of."""
    with platform().store.read() as uow:
        try:
            instance = uow.instance(instance_id)
        except NotFound:
            return ()
        nudges, tasks = uow.nudges(instance_id), uow.open_tasks(instance_id)
    may = may_nudge(actor, instance)
    names = person_names(task.assignee for task in tasks)
    found = []
    for task in tasks:
        mine = [one.at for one in nudges if one.task_id == task.id]
        if mine or (may and task.assignee != actor.id):
            ready = not mine or platform().clock.now() >= mine[-1] + AT_MOST_EVERY
            found.append(Waited(task.id, task.name, _who(task, names), len(mine), mine[-1] if mine else None, ready, may))
    return tuple(found)


def absence_chip(actor: Actor, task: UserTask) -> Chip | None:
    """That whoever has the task is away, and who stands in; or for whom the actor would do it."""
    if task.state is not TaskState.OPEN or task.assignee in (None, actor.id):
        return Chip(_("for %(name)s", name=_name(task.on_behalf_of)), "users", "info") if task.on_behalf_of else None
    with platform().store.read() as uow:
        absence = uow.standing_in_for([task.assignee or ""], platform().clock.now()).get(task.assignee or "")
    if absence is None:
        return None
    if absence.substitute == actor.id:
        return Chip(_("absent, you stand in"), "users", "info")
    return Chip(_("absent, %(name)s stands in", name=_name(absence.substitute)), "users", "warn")


def _who(task: UserTask, names: dict[str, str]) -> str:
    if task.assignee:
        return names.get(task.assignee, task.assignee)
    return listed(task.candidate_groups + task.candidate_users) or _("anybody")


def _name(id: str) -> str:
    return person_names([id])[id]
