"""What the box finds: pages, processes to start, tasks and instances that the person may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from baton.domain.actors import Actor
from baton.domain.policy import can
from baton.domain.ports.queries import InstanceFilter, PageRequest, TaskFilter
from baton.web.language.catalog import say as _
from baton.web.naming import process_titles
from baton.web.shell import places
from baton.web.wired import platform
from baton.web.worklist.rows import key_of

FEW, SHORTEST, LONGEST = 6, 2, 200


@dataclass(frozen=True)
class Hit:
    """One thing to go to."""

    text: str
    more: str
    address: str
    icon: str


@dataclass(frozen=True)
class Section:
    title: str
    hits: tuple[Hit, ...]


def found(actor: Actor, text: str) -> tuple[Section, ...]:
    """Everything that fits the text, by kind; without a text the pages and the person's next tasks."""
    text = text.strip()[:LONGEST]
    wanted = text.casefold()
    sections = (
        Section(_("Tasks"), tuple(_tasks(actor, text))),
        Section(_("Instances"), tuple(_instances(actor, text))),
        Section(_("Start a process"), tuple(_starts(actor, wanted))),
        Section(_("Go to"), tuple(_pages(actor, wanted))),
        Section(_("Search"), _everywhere(text)),
    )
    return tuple(section for section in sections if section.hits)


def _tasks(actor: Actor, text: str) -> Iterator[Hit]:
    if 0 < len(text) < SHORTEST:
        return
    wanted = TaskFilter(text=text) if text else TaskFilter("mine")
    tasks = platform().queries.tasks(actor, wanted, PageRequest(FEW)).items
    titles = process_titles(task.definition_id for task in tasks)
    for task in tasks:
        more = " · ".join([key_of(task.business_key, task.instance_id), task.title or titles[task.definition_id]])
        yield Hit(task.name, more, f"/tasks/{task.id}", "inbox")


def _instances(actor: Actor, text: str) -> Iterator[Hit]:
    """By the beginning of their key: what people have before them on paper."""
    if len(text) < SHORTEST or not can(actor, "instance.list"):
        return
    for row in platform().queries.instances(actor, InstanceFilter(key_begins=text), PageRequest(FEW)).items:
        one = row.instance
        yield Hit(
            key_of(one.business_key, one.id), " · ".join([row.title, *row.waits_at[:1]]), f"/instances/{one.id}", "activity"
        )


def _starts(actor: Actor, wanted: str) -> Iterator[Hit]:
    if not wanted or not can(actor, "process.start"):
        return
    rows = platform().queries.definitions(PageRequest(200), latest_only=True).items
    fitting = [row for row in rows if row.startable and wanted in row.title.casefold()]
    for row in fitting[:FEW]:
        yield Hit(row.title, _("Version %(number)s", number=row.version), f"/start/{row.key}", "player-play")


def _pages(actor: Actor, wanted: str) -> Iterator[Hit]:
    for place in places(actor):
        if wanted in place.text.casefold():
            yield Hit(place.text, place.section, place.address, place.icon)


def _everywhere(text: str) -> tuple[Hit, ...]:
    if not text:
        return ()
    return (Hit(_("Search for “%(what)s”", what=text), "", f"/search?{urlencode({'q': text})}", "search"),)
