"""Putting a task aside for a while: it leaves the person's worklist and comes back by itself."""

from datetime import datetime, timedelta

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, said
from baton.domain.working.worklists import Snooze
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform
from baton.usecases.tasks import visible_task

LONGEST = timedelta(days=366)


def snooze(platform: Platform, actor: Actor, task_id: str, until: datetime) -> None:
    """Out of the actor's sight until then; nobody else sees a difference."""
    task = visible_task(platform, actor, task_id)
    task.require_open()

    def work(act: Act) -> None:
        if not act.now < until <= act.now + LONGEST:
            raise InvalidInput(said("Choose a moment to come, within a year."))
        act.uow.save_snooze(Snooze(actor.id, task_id, until, act.now))

    run(platform, work)


def wake(platform: Platform, actor: Actor, task_id: str) -> None:
    """Back on the actor's worklist now."""
    run(platform, lambda act: act.uow.drop_snooze(actor.id, task_id))


def snoozed_until(platform: Platform, actor: Actor) -> dict[str, datetime]:
    """What the actor put aside, and until when; by task id."""
    with platform.store.read() as uow:
        return {one.task_id: one.until for one in uow.snoozes(actor.id)}
