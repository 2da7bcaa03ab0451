"""Telling people something inside Baton."""

import uuid

from baton.domain.errors import NotFound
from baton.domain.people import Notice, Person
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.ports.world import Told
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform


def tell(platform: Platform, told: Told) -> int:
    """A notice for each person meant; how many there are. Ids follow from key and person, so telling twice is telling once."""

    def work(act: Act) -> int:
        people = _receivers(act.uow, told.to)
        act.uow.add_notices(Notice(_id(told.key, person.id), person.id, told.text, told.link, act.now) for person in people)
        return len(people)

    return run(platform, work)


def _receivers(uow: UnitOfWork, to: str) -> list[Person]:
    if people := uow.members(to):
        return people
    try:
        return [uow.person(to)]
    except NotFound:
        return []


def _id(key: str, person_id: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{key}/{person_id}"))
