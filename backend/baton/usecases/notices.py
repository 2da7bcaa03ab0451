"""What connectors tell people: a notice inside Baton, and a mail as each of them wants it."""

from baton.domain.errors import NotFound
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.ports.world import Told
from baton.domain.working.telling import REMINDER, Event
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform
from baton.usecases.telling import expanding


def tell(platform: Platform, told: Told) -> int:
    """Tell each person meant; how many they are. Telling twice under one key is telling once."""

    def work(act: Act) -> int:
        persons, groups = _meant(act.uow, told.to)
        event = Event(REMINDER, persons, groups, values={"text": told.text}, link=told.link)
        return expanding.tell_now(platform, act, event, told.key)

    return run(platform, work)


def _meant(uow: UnitOfWork, to: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As persons or as groups: a name that has members is a group's."""
    if uow.members(to):
        return (), (to,)
    try:
        return (uow.person(to).id,), ()
    except NotFound:
        return (), ()
