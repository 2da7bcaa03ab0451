"""Demo people, one per role and lane of the shipped packs, and the order-to-cash pack: what a fresh start shows."""

from dataclasses import dataclass, replace

from baton.domain.actors import PLATFORM, Role
from baton.domain.packs import PackReport
from baton.domain.people import Person
from baton.usecases import packs, people
from baton.usecases.platform import Platform

PASSWORD = "baton-demo"  # noqa: S105  (printed at the start, for demonstration only)
PACK = "order-to-cash"


@dataclass(frozen=True)
class DemoPerson:
    """One demo log-in and a sentence about what to try with it."""

    person: Person
    tries: str


def _person(id: str, name: str, roles: set[Role], groups: set[str] | None = None) -> Person:
    return Person(id, name, f"{id}@demo.example", frozenset(roles), frozenset(groups or ()))


PEOPLE = (
    DemoPerson(_person("clerk", "Clara Demo", {Role.TASK_OWNER}, {"AR clerk", "AR lead", "Sales ops", "Billing", "Logistics",
               "Quality", "Tax", "Delivery", "Returns"}), "opens a dispute, works on it"),
    DemoPerson(_person("sales", "Sam Demo", {Role.TASK_OWNER}, {"Sales rep", "Sales ops"}), "asks for a discount"),
    DemoPerson(_person("manager", "Maria Demo", {Role.TASK_OWNER}, {"AR manager", "Sales manager", "AR lead"}),
               "decides what was escalated"),
    DemoPerson(_person("director", "Dana Demo", {Role.TASK_OWNER}, {"Finance director", "Sales director", "CFO", "Legal"}),
               "decides what waited longest"),
    DemoPerson(_person("designer", "Dev Demo", {Role.DESIGNER, Role.TASK_OWNER}), "draws and deploys models"),
    DemoPerson(_person("auditor", "Alex Demo", {Role.AUDITOR}), "replays and verifies what happened"),
    DemoPerson(_person("operator", "Olga Demo", {Role.OPERATOR}), "retries incidents, watches health"),
    DemoPerson(_person("admin", "Ada Demo", {Role.ADMIN, Role.DESIGNER, Role.OPERATOR, Role.AUDITOR, Role.TASK_OWNER}),
               "imports packs, adds people"),
)  # fmt: skip


def seed(platform: Platform) -> bool:
    """Make the demo people and import the pack, once. False when there is already somebody."""
    if present(platform):
        return False
    hashed = platform.passwords.hash(PASSWORD)
    for demo in PEOPLE:
        people.add_person(platform, PLATFORM, replace(demo.person, password_hash=hashed))
    if PACK in platform.packs.shipped():
        packs.install(platform, PLATFORM, PackReport(packs.shipped_pack(platform, PACK), ()))
    return True


def present(platform: Platform) -> tuple[DemoPerson, ...]:
    """The demo people who have an account here."""
    with platform.store.read() as uow:
        accounts = {person.id: person.email for person in uow.people() if not person.disabled}
    return tuple(demo for demo in PEOPLE if accounts.get(demo.person.id) == demo.person.email)
