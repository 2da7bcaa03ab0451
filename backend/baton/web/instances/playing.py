"""Replay: the journal as steps to walk through, with the variables of each moment."""

from dataclasses import dataclass
from typing import Any

from baton.domain.actors import Actor
from baton.domain.instances import ProcessInstance
from baton.domain.ports.queries import InstanceRow
from baton.usecases import instances, replay
from baton.usecases.activities import elements_met
from baton.web.instances.page import Variable
from baton.web.instances.standing import Diagram, diagram
from baton.web.instances.telling import Told, told
from baton.web.naming import person_names
from baton.web.wired import platform
from baton.web.words import is_long, iso, label, value_text


@dataclass(frozen=True)
class Moment:
    """What the instance looked like after one entry. ``changed`` are the names this entry touched."""

    told: Told
    variables: tuple[Variable, ...]
    changed: frozenset[str]


@dataclass(frozen=True)
class ReplayPage:
    row: InstanceRow
    name: str
    entries: tuple[Told, ...]
    diagram: Diagram
    at: Moment | None


def replay_page(actor: Actor, instance_id: str, at: int | None) -> ReplayPage:
    """The page; ``at`` is the entry whose moment is shown without a script."""
    instance = instances.visible_instance(platform(), actor, instance_id)
    with platform().store.read() as uow:
        definition = uow.definition(instance.definition_id)
        entries = uow.entries(instance_id)
        elements = elements_met(uow, definition, entries)
    names = person_names(entry.actor for entry in entries)
    spoken = told(entries, elements, names)
    upto = entries if at is None else entries[:at]
    return ReplayPage(
        platform().queries.instance_row(instance_id), instance.business_key or instance.id[-6:], spoken,
        diagram(upto, definition), _moment(instance_id, spoken, at),
    )  # fmt: skip


def history(instance: ProcessInstance) -> list[dict[str, Any]]:
    """The journal as the replay island reads it."""
    with platform().store.read() as uow:
        entries = uow.entries(instance.id)
        elements = elements_met(uow, uow.definition(instance.definition_id), entries)
    names = person_names(entry.actor for entry in entries)
    steps = zip(entries, told(entries, elements, names), strict=True)
    return [
        {
            "seq": entry.seq, "at": iso(entry.at), "actor": one.who or "Baton", "title": one.text, "kind": entry.kind,
            "look": one.look,
            "moves": [
                {"activity": move[0], "element_id": move[1], "state": move[2]} for move in entry.content.get("moves", ())
            ],
            "changed": entry.content.get("changed", {}), "removed": entry.content.get("removed", []),
        }
        for entry, one in steps
    ]  # fmt: skip


def _moment(instance_id: str, spoken: tuple[Told, ...], at: int | None) -> Moment | None:
    if at is None or not 0 < at <= len(spoken):
        return None
    found = replay.moments(platform(), instance_id)[at - 1]
    shown = sorted((name, value) for name, value in found.variables.items() if not name.startswith("_"))
    variables = tuple(Variable(name, label(name), value_text(value), is_long(value)) for name, value in shown)
    return Moment(spoken[at - 1], variables, frozenset(found.entry.content.get("changed", {})))
