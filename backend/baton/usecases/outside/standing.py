"""What somebody from outside may know: what they handed in, what was said, and how far it is, in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Note
from baton.domain.errors import NotFound
from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.instances import InstanceState
from baton.domain.journal import Entry
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.working.links import Standing
from baton.usecases.outside.visits import Visit
from baton.usecases.platform import Platform

ASKED, ANSWERED = "asked", "answered-outside"


@dataclass(frozen=True)
class Said:
    """A question or its answer. ``ours``: said by the house."""

    text: str
    at: datetime
    ours: bool


@dataclass(frozen=True)
class HandedIn:
    """What was handed in through the link: the ``page`` as it was kept, in the words and the language of then."""

    at: datetime
    page: Mapping[str, Any]


@dataclass(frozen=True)
class Progress:
    """How far it is. ``steps``: what the model says to outsiders about where the process stands; ``over``: it has ended;
    ``withdrawn``: by being cancelled."""

    over: bool
    steps: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    handed_in: HandedIn | None = None
    passed_to: str = ""
    withdrawn: bool = False


def progress(platform: Platform, visit: Visit) -> Progress:
    """Everything the status page shows; nothing of how the house works inside."""
    link = visit.link
    with platform.store.read() as uow:
        instance = uow.instance(link.instance_id)
        definition = uow.definition(instance.definition_id)
        elements = definition.outline.elements
        texts = [elements[task.element_id].public for task in uow.open_tasks(instance.id) if task.element_id in elements]
        entries = uow.entries(instance.id)
        handed_in = _handed_in(uow, visit) if visit.found.standing is Standing.HANDED_IN else None
    over = instance.state is not InstanceState.ACTIVE
    return Progress(
        over, tuple(dict.fromkeys(filter(None, texts))), tuple(_said(entries, link.id)), handed_in, _passed_to(entries, link.id),
        instance.state is InstanceState.TERMINATED,
    )  # fmt: skip


def who_asks(platform: Platform, created_by: str) -> str:
    """The name of the person who sent the link; empty when the process did."""
    with platform.store.read() as uow:
        try:
            return uow.person(created_by).name
        except NotFound:
            return ""


def form_of(platform: Platform, definition: ProcessDefinition, name: str | None) -> Form:
    """A form of the definition; the empty one when there is none."""
    try:
        return platform.forms.load(definition.files, name) if name else EMPTY_FORM
    except NotFound:
        return EMPTY_FORM


def _handed_in(uow: UnitOfWork, visit: Visit) -> HandedIn | None:
    task = visit.found.task
    if task is None or task.ended_at is None:
        return None
    kept = (uow.submission(id) for id in reversed(uow.submissions(task.instance_id).values()))
    mine = next((one for one in kept if one.task_id == task.id), None)
    return HandedIn(task.ended_at, (mine.told.get("shown") or {}).get("page") or {} if mine else {})


def _notes(entries: Iterable[Entry], link_id: str) -> Iterable[tuple[Entry, Note]]:
    for entry in entries:
        if entry.kind == "note":
            note = entry.command()
            if isinstance(note, Note) and note.data.get("link") == link_id:
                yield entry, note


def _said(entries: Iterable[Entry], link_id: str) -> Iterable[Said]:
    for entry, note in _notes(entries, link_id):
        if note.kind in (ASKED, ANSWERED):
            yield Said(str(note.data.get("text", "")), entry.at, note.kind == ANSWERED)


def _passed_to(entries: Iterable[Entry], link_id: str) -> str:
    return next((str(note.data.get("to", "")) for _, note in _notes(entries, link_id) if note.kind == "passed-on"), "")
