"""Nudges: somebody who waits for a task reminds whoever has it; counted, and not more often than once an hour."""

from datetime import timedelta

from baton.domain.actors import Actor
from baton.domain.engine import Note
from baton.domain.errors import Conflict, Forbidden, NotFound, TooLarge, said
from baton.domain.instances import ProcessInstance
from baton.domain.policy import can
from baton.domain.tasks import UserTask
from baton.domain.working.telling import NUDGE, Event, Nudge
from baton.usecases.act import Act, run
from baton.usecases.advance import advance
from baton.usecases.platform import Platform
from baton.usecases.telling.events import tell

AT_MOST_EVERY = timedelta(hours=1)
LONGEST = 500


def nudge(platform: Platform, actor: Actor, task_id: str, text: str = "") -> Nudge:
    """Remind whoever has the task, or may take it. For whoever started the instance, and for operators."""
    if len(text) > LONGEST:
        raise TooLarge(said("The words for them have at most {most} characters.", most=LONGEST))

    def work(act: Act) -> Nudge:
        task, instance = act.uow.locked_task(task_id)
        if not may_nudge(actor, instance):
            if not can(actor, "task.see", task):
                raise NotFound(said("There is no task {id} that you may see.", id=task_id))
            raise Forbidden(said("Only who started this, or an operator, can remind them."))
        task.require_open()
        before = [one for one in act.uow.nudges(instance.id) if one.task_id == task_id]
        if before and act.now < before[-1].at + AT_MOST_EVERY:
            raise Conflict(said("They were reminded less than an hour ago. Give them a moment."))
        made = Nudge(platform.ids.new(), task_id, instance.id, actor.id, act.now)
        act.uow.add_nudge(made)
        tell(platform, act, _event(task, actor, text.strip()))
        advance(platform, act, instance, Note("nudged", task.activity, {"task": task_id, "count": len(before) + 1}), actor)
        return made

    return run(platform, work)


def may_nudge(actor: Actor, instance: ProcessInstance) -> bool:
    """Who waits for it, or sees that it goes on."""
    return instance.started_by == actor.id or can(actor, "instance.operate")


def _event(task: UserTask, actor: Actor, text: str) -> Event:
    values = {"text": text} if text else {}
    if task.assignee is not None:
        return Event(NUDGE, (task.assignee,), task_id=task.id, instance_id=task.instance_id, values=values, by=actor.id)
    return Event(NUDGE, task.candidate_users, task.candidate_groups, task.id, task.instance_id, values, by=actor.id)
