"""Telling people of something: one row in the transaction in which it happened; who hears of it, and how, a worker finds out."""

from baton.domain import jobs
from baton.domain.jobs import Job
from baton.domain.working.telling import Event
from baton.usecases.act import Act
from baton.usecases.platform import Platform


def tell(platform: Platform, act: Act, event: Event) -> None:
    """Tell everybody whom the event names, each the way they want it: inside Baton, by mail at once, or in their digest."""
    act.uow.add_jobs([
        Job(platform.ids.new(), jobs.TELL, act.now, act.now, operation=event.kind, parameters=event.recorded())
    ])  # fmt: skip
