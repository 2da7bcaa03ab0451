"""The journal: the append-only, hash-chained record of everything an instance was told and what it did. It is the truth."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from baton.domain import engine
from baton.domain.engine import Advance, Command, Move
from baton.domain.proof.canonical import canonical

_KINDS: dict[str, type] = {
    "start": engine.Start,
    "complete-task": engine.CompleteTask,
    "finish-job": engine.FinishJob,
    "throw-error": engine.ThrowError,
    "fire-timers": engine.FireTimers,
    "deliver-message": engine.DeliverMessage,
    "deliver-signal": engine.DeliverSignal,
    "retry": engine.Retry,
    "cancel": engine.Cancel,
    "note": engine.Note,
    "migrate": engine.Migrate,
}
_NAMES = {cls: kind for kind, cls in _KINDS.items()}


@dataclass(frozen=True)
class Entry:
    """One line of the journal. ``body`` is the canonical JSON over which ``hash`` is taken: SHA-256 of the previous
    entry's hash (hex, empty for the first), a line feed, and ``body`` (UTF-8)."""

    instance_id: str
    seq: int
    at: datetime
    actor: str
    kind: str
    body: str
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """The body as values: at, actor, kind, command, definition, engine, moves, changed, removed, failures, decisions."""
        content: dict[str, Any] = json.loads(self.body)
        return content

    def command(self) -> Command:
        """The command that this entry recorded."""
        content = self.content
        return decode(content["kind"], content["command"])


@dataclass(frozen=True)
class Verification:
    """What checking a journal found. ``broken_at`` and ``diverges_at`` are the first bad seq, or None."""

    entries: int
    broken_at: int | None = None
    diverges_at: int | None = None
    detail: str = ""
    anchored_at: datetime | None = None


@dataclass(frozen=True)
class Origin:
    """Who wrote an entry and under what: person, definition, engine version, and the moment."""

    instance_id: str
    actor: str
    definition_id: str
    engine: str
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What a step did, in the form in which it is recorded and compared at a replay."""

    moves: tuple[Move, ...] = ()
    changed: dict[str, Any] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    failures: tuple[dict[str, Any], ...] = ()
    decisions: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, advance: Advance) -> "Outcome":
        return cls(
            advance.moves,
            advance.changed,
            advance.removed,
            tuple(dict(vars(failure)) for failure in advance.failures),
            tuple(dict(vars(decision)) for decision in advance.decisions),
        )

    def recorded(self) -> dict[str, Any]:
        """The outcome as it stands in a body; empty parts are left out."""
        parts = {
            "moves": [[move.activity, move.element_id, move.state, move.type, move.process] for move in self.moves],
            "changed": self.changed,
            "removed": list(self.removed),
            "failures": list(self.failures),
            "decisions": list(self.decisions),
        }
        return {name: part for name, part in parts.items() if part}


def write(origin: Origin, seq: int, previous: str, command: Command, outcome: Outcome) -> Entry:
    """The entry for ``command``, chained to the hash of the entry before it."""
    kind, data = encode(command)
    body = canonical({
        "seq": seq, "at": origin.at.isoformat(), "actor": origin.actor, "definition": origin.definition_id,
        "engine": origin.engine, "kind": kind, "command": data, **outcome.recorded(),
    })  # fmt: skip
    return Entry(origin.instance_id, seq, origin.at, origin.actor, kind, body, chained(previous, body))


def chained(previous: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the previous hash, a line feed and the body, as hex."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def first_break(entries: Iterable[Entry]) -> int | None:
    """The first seq whose place or hash does not follow from the entry before it."""
    previous = ""
    for expected, entry in enumerate(entries, start=1):
        if entry.seq != expected or entry.hash != chained(previous, entry.body):
            return expected
        previous = entry.hash
    return None


def encode(command: Command) -> tuple[str, dict[str, Any]]:
    """A command as its kind and plain data."""
    return _NAMES[type(command)], {f.name: getattr(command, f.name) for f in fields(command)}


def decode(kind: str, data: dict[str, Any]) -> Command:
    """The command that ``encode`` wrote."""
    command: Command = _KINDS[kind](**data)
    return command
