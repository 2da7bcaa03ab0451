"""Which recorded decisions would have come out differently with the table as it is edited now. Reads, never writes.

The newest instances of the processes that hold the decision are looked through, one page at a time; what a decision looked at
stands in the journal, so it is asked again about exactly that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.journal import Entry
from baton.domain.policy import require
from baton.domain.ports.decisions import Asked, DecisionText
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.ports.queries import InstanceFilter, InstanceRow, PageRequest
from baton.domain.proof.canonical import canonical
from baton.usecases.decisions.reading import is_decision
from baton.usecases.decisions.trying import Source, compiled
from baton.usecases.platform import Platform

INSTANCES_A_PAGE = 100
ENTRIES_READ = 1_000
MOST_PROCESSES = 200
_BETWEEN = "|"
Texts = Mapping[str, DecisionText]


@dataclass(frozen=True)
class Again:
    """One recorded evaluation and what the edited table makes of it; ``error`` where it answers nothing."""

    instance_id: str
    business_key: str | None
    title: str
    version: int
    at: datetime
    inputs: Mapping[str, Any]
    before: Any
    after: Any
    rules_before: tuple[int, ...]
    rules_after: tuple[int, ...]
    error: str = ""

    @property
    def answers_differ(self) -> bool:
        return bool(self.error) or canonical(self.before) != canonical(self.after)

    @property
    def differs(self) -> bool:
        return self.answers_differ or self.rules_before != self.rules_after


@dataclass(frozen=True)
class Comparison:
    """A page of the past: how much was looked at, and what would have been different. ``oldest`` is when the oldest of these
    instances began; ``next`` leads further back."""

    instances: int
    evaluations: int
    changed: tuple[Again, ...]
    oldest: datetime | None
    next: str | None


def compare(platform: Platform, actor: Actor, source: Source, after: str | None = None) -> Comparison:
    """Ask the decision again about a page of what it was asked before."""
    require(actor, "model.edit")
    require(actor, "instance.see")
    edited = _Edited(platform, source)
    keys = edited.processes()
    key, _, cursor = (after or "").partition(_BETWEEN)
    if key not in keys:
        key, cursor = (keys[0] if keys else ""), ""
    if not key:
        return Comparison(0, 0, (), None, None)
    page = platform.queries.instances(actor, InstanceFilter(definition_key=key), PageRequest(INSTANCES_A_PAGE, cursor or None))
    with platform.store.read() as uow:
        found = [again for row in page.items for again in edited.again(uow, row)]
    return Comparison(
        len(page.items), len(found), tuple(one for one in found if one.differs),
        min((row.instance.started_at for row in page.items), default=None), _further(keys, key, page.next),
    )  # fmt: skip


class _Edited:
    """The decision as it is edited, and what stood in its place in each deployed version."""

    def __init__(self, platform: Platform, source: Source) -> None:
        self._platform = platform
        self._decision = compiled(platform, source)
        self._texts: Texts = {text.id: text for text in platform.decisions.read(source.content, source.file)}
        self._deployed: dict[str, Texts] = {}

    def processes(self) -> list[str]:
        """The processes whose newest version holds the decision."""
        rows = self._platform.queries.definitions(PageRequest(MOST_PROCESSES), latest_only=True).items
        with self._platform.store.read() as uow:
            return sorted(row.key for row in rows if self._decision.id in self._then(uow, row.id))

    def again(self, uow: UnitOfWork, row: InstanceRow) -> Iterator[Again]:
        """Every recorded evaluation of an instance, asked again."""
        instance = row.instance
        entries = uow.entries(instance.id, upto=ENTRIES_READ)
        mark = f'"decision":{canonical(self._decision.id)}'
        if not any(mark in entry.body for entry in entries):
            return
        then = self._then(uow, instance.definition_id)
        for entry, record, variables in _records(entries, self._decision.id):
            known = _known(self._decision.id, record["inputs"], then, self._texts)
            trace = self._decision.trace(Asked({**variables, **known}, entry.at, known))
            yield Again(
                instance.id, instance.business_key, row.title, row.version, entry.at, record["inputs"], record["result"],
                trace.value, tuple(record["rules"]), trace.rules, trace.error,
            )  # fmt: skip

    def _then(self, uow: UnitOfWork, definition_id: str) -> Texts:
        if definition_id not in self._deployed:
            self._deployed[definition_id] = _texts(self._platform, uow.definition(definition_id), self._decision.id)
        return self._deployed[definition_id]


def _texts(platform: Platform, definition: ProcessDefinition, decision: str) -> Texts:
    """The decisions of the file that holds this one; none where the version does not have it."""
    named = decision.encode()
    for name, content in definition.files.items():
        if is_decision(name) and named in content:
            texts = {text.id: text for text in platform.decisions.read(content, name)}
            if decision in texts:
                return texts
    return {}


def _further(keys: Sequence[str], key: str, cursor: str | None) -> str | None:
    if cursor:
        return f"{key}{_BETWEEN}{cursor}"
    place = keys.index(key) + 1
    return f"{keys[place]}{_BETWEEN}" if place < len(keys) else None


def _records(entries: Sequence[Entry], decision: str) -> Iterator[tuple[Entry, dict[str, Any], dict[str, Any]]]:
    """Each recorded evaluation with the variables of its instance, as far as the journal tells them."""
    variables: dict[str, Any] = {}
    for entry in entries:
        content = entry.content
        command = content.get("command", {})
        given = {**command.get("variables", {}), **command.get("payload", {})}
        gone = content.get("removed", ())
        variables = {name: value for name, value in variables.items() if name not in gone} | given | content.get("changed", {})
        for record in content.get("decisions", ()):
            if record["decision"] == decision:
                yield entry, record, variables


def _known(id: str, inputs: Mapping[str, Any], recorded: Texts, edited: Texts) -> dict[str, Any]:
    """The recorded inputs under the texts of their expressions. The answer of a decision that this one requires is only taken
    over where that decision says what it said then."""
    if id not in recorded:
        return {}
    known = {column.text: inputs[column.heading] for column in recorded[id].inputs if column.heading in inputs}
    for one in edited[id].requires:
        then, now = recorded.get(one), edited.get(one)
        if now and now.name in known and (then is None or then.digest != now.digest):
            del known[now.name]
    return known
