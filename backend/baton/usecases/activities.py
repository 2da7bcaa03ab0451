"""What ran in an instance: its activities, folded from the moves that its journal recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from baton.domain.definitions import ElementOutline, ProcessDefinition
from baton.domain.journal import Entry
from baton.domain.ports.persistence import UnitOfWork
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Activity:
    """One run of one element. ``state``: waiting, completed, cancelled or failed; a failed one has not ended."""

    activity: str
    element_id: str
    name: str
    type: str
    state: str
    process: str
    started_at: datetime
    ended_at: datetime | None


def activities(platform: Platform, instance_id: str) -> list[Activity]:
    """In the order in which they ended; those that have not ended come last, oldest first."""
    with platform.store.read() as uow:
        instance = uow.instance(instance_id)
        entries = uow.entries(instance_id)
        elements = elements_met(uow, uow.definition(instance.definition_id), entries)
    open_ones: dict[str, Activity] = {}
    ended: list[Activity] = []
    for entry in entries:
        for name, element_id, state, type_, process in entry.content.get("moves", ()):
            known = open_ones.pop(name, None) or _begun(elements, (name, element_id, type_, process), entry.at)
            if state in ("completed", "cancelled"):
                ended.append(replace(known, state=state, ended_at=entry.at))
            else:
                open_ones[name] = replace(known, state=state)
    return ended + list(open_ones.values())


def elements_met(uow: UnitOfWork, definition: ProcessDefinition, entries: Iterable[Entry]) -> dict[str, ElementOutline]:
    """The elements of the definition, and those of the versions that the instance left behind on its way to it."""
    left = (uow.definition(entry.content["definition"]) for entry in entries if entry.kind == "migrate")
    return {id: element for one in (*left, definition) for id, element in one.outline.elements.items()}


def _begun(elements: Mapping[str, ElementOutline], what: tuple[str, str, str, str], at: datetime) -> Activity:
    name, element_id, type_, process = what
    title = elements[element_id].name if element_id in elements else ""
    return Activity(name, element_id, title or element_id, type_, "waiting", process, at, None)
