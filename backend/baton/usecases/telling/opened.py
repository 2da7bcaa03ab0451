"""Telling people of the tasks that a step opened."""

from collections.abc import Sequence

from baton.domain.actors import Actor
from baton.domain.engine import Advance, Command, FireTimers
from baton.domain.tasks import UserTask
from baton.domain.working.telling import TASK_ASSIGNED, TASK_ESCALATED, TASK_FOR_GROUP, Event
from baton.usecases.act import Act
from baton.usecases.platform import Platform
from baton.usecases.telling.events import tell


def tell_opened(platform: Platform, act: Act, tasks: Sequence[UserTask], cause: tuple[Command, Advance, Actor]) -> None:
    """Whoever has a new task is told, unless they brought it about. Its candidates see it on their worklist anyway: they are told
    only where mails go out, or when it was escalated to them."""
    command, step, actor = cause
    escalated = isinstance(command, FireTimers) and _ran_out(step)
    for task in tasks:
        if event := _event(task, actor, escalated, platform.mailer.ready):
            tell(platform, act, event)


def _event(task: UserTask, actor: Actor, escalated: bool, by_mail: bool) -> Event | None:
    kind = TASK_ESCALATED if escalated else TASK_ASSIGNED
    if task.assignee is not None:
        found = Event(kind, (task.assignee,), task_id=task.id, instance_id=task.instance_id, by=actor.id)
        return found if escalated or task.assignee != actor.id else None
    if not (task.candidate_groups or task.candidate_users) or not (escalated or by_mail):
        return None
    kind = TASK_ESCALATED if escalated else TASK_FOR_GROUP
    return Event(kind, task.candidate_users, task.candidate_groups, task.id, task.instance_id, by=actor.id)


def _ran_out(step: Advance) -> bool:
    """Whether a deadline on the border of an activity passed in this step."""
    return any(move.type == "boundaryEvent" and move.state == "completed" for move in step.moves)
