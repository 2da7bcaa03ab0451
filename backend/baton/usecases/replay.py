"""Folding a journal again: does it verify, does it go the same way, and what did the instance look like then? Never commits."""

from dataclasses import dataclass
from typing import Any

from baton.domain.actors import Actor
from baton.domain.engine import Variables
from baton.domain.errors import Rejection
from baton.domain.instances import ProcessInstance
from baton.domain.journal import Entry, Outcome, Verification, first_break
from baton.domain.policy import can
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.proof.canonical import canonical
from baton.usecases.folding import beginning, fold
from baton.usecases.instances import visible_instance
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Moment:
    """An instance after one entry: its variables then."""

    entry: Entry
    variables: Variables


def verify(platform: Platform, actor: Actor, instance_id: str) -> Verification:
    """Check the hash chain, then fold the journal and compare every step and the final state with what is stored."""
    if not can(actor, "history.verify"):
        visible_instance(platform, actor, instance_id)
    with platform.store.read() as uow:
        instance = uow.instance(instance_id)
        entries = uow.entries(instance_id)
        broken = first_break(entries) or _head_break(instance, entries)
        diverges, detail = (None, "") if broken else _divergence(platform, uow, instance, entries)
    return Verification(len(entries), broken, diverges, detail)


def moments(platform: Platform, instance_id: str) -> list[Moment]:
    """The instance after each of its entries, folded from what the entries recorded (the engine is not asked)."""
    with platform.store.read() as uow:
        entries = uow.entries(instance_id)
    variables: Variables = {}
    found = []
    for entry in entries:
        content = entry.content
        gone = content.get("removed", ())
        variables = {name: value for name, value in variables.items() if name not in gone} | content.get("changed", {})
        found.append(Moment(entry, variables))
    return found


def _head_break(instance: ProcessInstance, entries: list[Entry]) -> int | None:
    if not entries or entries[-1].hash != instance.head:
        return len(entries) + 1
    return None


def _divergence(platform: Platform, uow: UnitOfWork, instance: ProcessInstance, entries: list[Entry]) -> tuple[int | None, str]:
    state: Any = beginning(platform, uow, entries[0] if entries else None, uow.definition(instance.definition_id))
    snapshot = uow.snapshot(instance.id)
    if snapshot and snapshot.engine != platform.engine.version:
        snapshot = None
    for entry in entries:
        try:
            step = fold(platform, uow, state, entry)
        except Rejection as refusal:
            return entry.seq, f"entry {entry.seq} cannot be applied again: {refusal}"
        if difference := _difference(entry, Outcome.of(step)):
            return entry.seq, difference
        state = step.state
        if snapshot and snapshot.seq == entry.seq and platform.engine.dump(state) != snapshot.content:
            return entry.seq, f"the stored snapshot after entry {entry.seq} is not what the journal gives"
    return None, ""


def _difference(entry: Entry, outcome: Outcome) -> str:
    content = entry.content
    for part, replayed in outcome.recorded().items():
        if canonical(replayed) != canonical(content.get(part)):
            return f"entry {entry.seq}: {part} recorded {canonical(content.get(part))}, replayed {canonical(replayed)}"
    missing = set(content) & {"moves", "changed", "removed", "failures", "decisions"} - set(outcome.recorded())
    return f"entry {entry.seq}: {', '.join(sorted(missing))} recorded, none replayed" if missing else ""
