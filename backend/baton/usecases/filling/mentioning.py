"""Whom a comment may mention: people who may see what it is about, found while their name is typed."""

from baton.domain.actors import Actor
from baton.domain.people import Person
from baton.usecases.filling.remarks import About, may_be_mentioned, may_read
from baton.usecases.platform import Platform

MOST_FOUND = 8


def people_for(platform: Platform, actor: Actor, about: About, text: str) -> list[Person]:
    """People with ``text`` at the beginning of their name, one of their names or their id: those who work on it before all others."""
    sought = text.strip().lstrip("@").casefold()
    with platform.store.read() as uow:
        spoken = {remark.author for remark in uow.remarks_of(about.instance_id)}
        everybody = sorted(uow.people(), key=lambda person: ((person.name or person.id).casefold(), person.id))
    near = [person for person in may_be_mentioned(platform, about, spoken) if person.id != actor.id]
    known = {person.id for person in near} | {actor.id}
    found = [person for person in near if _begins(person, sought)]
    for person in everybody if sought else ():
        if len(found) >= MOST_FOUND:
            break
        if (
            person.id not in known
            and not person.disabled
            and _begins(person, sought)
            and may_read(platform, person.actor(), about)
        ):
            found.append(person)
    return found[:MOST_FOUND]


def _begins(person: Person, sought: str) -> bool:
    name = person.name.casefold()
    return any(word.startswith(sought) for word in (person.id.casefold(), name, *name.split()))
