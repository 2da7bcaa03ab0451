"""Handing a task on: to whom it can go, the fitting people first, and why they fit."""

from collections.abc import Iterable
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.errors import Forbidden, said
from baton.domain.people import Person
from baton.domain.policy import can
from baton.domain.tasks import UserTask
from baton.usecases.platform import Platform

MOST = 20


@dataclass(frozen=True)
class Receiver:
    """Somebody who could have the task. ``named``: the task names them; ``groups``: its groups that they are in."""

    id: str
    name: str
    named: bool
    groups: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return self.named or bool(self.groups)


def receivers(platform: Platform, actor: Actor, task: UserTask, text: str = "") -> tuple[Receiver, ...]:
    """At most ``MOST`` people whose name, log-in or group holds ``text``: first those whom the task is for."""
    if not can(actor, "task.assign", task):
        raise Forbidden(said("Only the person who has the task, or an operator, can hand it on."))
    with platform.store.read() as uow:
        people = uow.people()
    wanted = text.strip().casefold()
    found = [_receiver(person, task) for person in people if not person.disabled and person.id != task.assignee]
    known = {person.id: person for person in people}
    return tuple(sorted((one for one in found if _matches(known[one.id], wanted)), key=_rank)[:MOST])


def _receiver(person: Person, task: UserTask) -> Receiver:
    groups = tuple(group for group in task.candidate_groups if group in person.groups)
    return Receiver(person.id, person.name or person.id, person.id in task.candidate_users, groups)


def _matches(person: Person, wanted: str) -> bool:
    texts: Iterable[str] = (person.name, person.id, *person.groups)
    return not wanted or any(wanted in text.casefold() for text in texts)


def _rank(one: Receiver) -> tuple[bool, bool, str]:
    return (not one.named, not one.groups, one.name.casefold())
