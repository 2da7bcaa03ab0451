"""The names that lists show instead of ids: of processes and of people."""

from collections.abc import Iterable

from baton.domain.errors import NotFound
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.ports.queries import PageRequest
from baton.domain.working.links import ACTOR
from baton.web.wired import platform


def process_titles(definition_ids: Iterable[str]) -> dict[str, str]:
    """Definition id to title."""
    with platform().store.read() as uow:
        return {id: uow.definition(id).title for id in set(definition_ids)}


def person_names(person_ids: Iterable[str | None]) -> dict[str, str]:
    """Person id to name; an id without an account stands for itself."""
    names = {"platform": "Baton"}
    with platform().store.read() as uow:
        for id in {id for id in person_ids if id} - set(names):
            try:
                names[id] = _name(uow, id)
            except NotFound:
                names[id] = id
    return names


def _name(uow: UnitOfWork, id: str) -> str:
    if id.startswith(ACTOR):
        link = uow.link(id.removeprefix(ACTOR))
        return link.name or link.recipient
    return uow.person(id).name or id


def person_id(text: str) -> str:
    """The id of whoever is called that; a text that is an id, or nobody's only name, stands for itself."""
    with platform().store.read() as uow:
        people = [person for person in uow.people() if not person.disabled]
    called = [person.id for person in people if person.name.casefold() == text.casefold()]
    return called[0] if len(called) == 1 and text not in {person.id for person in people} else text


def known_processes() -> list[tuple[str, str]]:
    """Key and title of every deployed process, by title: what lists can be narrowed to."""
    found = platform().queries.definitions(PageRequest(200), latest_only=True).items
    return sorted(((row.key, row.title) for row in found), key=lambda pair: pair[1].lower())
