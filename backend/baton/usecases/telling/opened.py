"""Telling people of the tasks that a step opened."""

from collections.abc import Iterable

from baton.domain.actors import Actor
from baton.domain.engine import OpenedTask
from baton.domain.tasks import UserTask
from baton.domain.working.telling import TASK_ASSIGNED, TASK_ESCALATED, TASK_FOR_GROUP, Event
from baton.usecases.act import Act
from baton.usecases.platform import Platform
from baton.usecases.telling.events import tell


def tell_opened(platform: Platform, act: Act, opened: Iterable[tuple[UserTask, OpenedTask]], actor: Actor) -> None:
    """Whoever has a new task is told, unless they brought it about. Its candidates see it on their worklist anyway: they are told
    only where mails go out, or when it was escalated to them."""
    for task, told in opened:
        event = _escalation(task, told, actor) if told.escalated else _news(task, actor, platform.mailer.ready)
        if event and (event.persons or event.groups):
            tell(platform, act, event)


def _escalation(task: UserTask, opened: OpenedTask, actor: Actor) -> Event:
    """To be told at once, whoever has it or may take it, with what the model calls the reason."""
    persons, groups = ((task.assignee,), ()) if task.assignee is not None else (task.candidate_users, task.candidate_groups)
    values = {"late": opened.escalated.late, "why": opened.escalated.why} if opened.escalated else {}
    return Event(TASK_ESCALATED, persons, groups, task.id, task.instance_id, values, by=actor.id)


def _news(task: UserTask, actor: Actor, by_mail: bool) -> Event | None:
    if task.assignee is not None:
        event = Event(TASK_ASSIGNED, (task.assignee,), task_id=task.id, instance_id=task.instance_id, by=actor.id)
        return event if task.assignee != actor.id else None
    if not by_mail:
        return None
    return Event(TASK_FOR_GROUP, task.candidate_users, task.candidate_groups, task.id, task.instance_id, by=actor.id)
