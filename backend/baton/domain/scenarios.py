"""Scenarios: a story played in memory, what stands at its end, what it covered, and mutants of the model that it should notice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from baton.domain.definitions import ElementOutline
from baton.domain.engine import Move
from baton.domain.forms import Form
from baton.domain.incidents import Incident
from baton.domain.jobs import Job
from baton.domain.problems import Problem
from baton.domain.tasks import UserTask
from baton.domain.waits import Wait

ENDING = ".scenario.toml"
NOT_STARTED = "not started"

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Cast:
    """What a story is played with: the files of the model and the groups of the people whom it names."""

    files: Mapping[str, bytes] = field(repr=False)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Bounds:
    """How much one story may do before it is stopped: seconds of real time, steps, and pieces of due work in all."""

    seconds: float = 10.0
    steps: int = 500
    pieces: int = 5_000


@dataclass(frozen=True)
class Trouble:
    """Why a story is not as it says. ``step``: 0 is the start, one more than there are steps the end. ``kind``:
    refused or impossible (nothing after it was played), different (an expectation does not hold), limit (it took too long)."""

    step: int
    kind: str
    place: str
    message: str
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        between = {"refused": " was refused: ", "limit": " "}.get(self.kind, ": ")
        return f"{self.place}{between}{self.message}"


@dataclass(frozen=True)
class Passage:
    """One move of the story, and the step in which it happened."""

    step: int
    move: Move


@dataclass(frozen=True)
class Standing:
    """What stands when a story has been played as far as it goes. ``moments`` are the clock after the start and
    after each step; what an expectation says differently stands under ``troubles`` as well."""

    clock: datetime
    state: str = NOT_STARTED
    passages: tuple[Passage, ...] = ()
    tasks: tuple[UserTask, ...] = ()
    waits: tuple[Wait, ...] = ()
    jobs: tuple[Job, ...] = ()
    incidents: tuple[Incident, ...] = ()
    variables: Mapping[str, Any] = field(default_factory=dict)
    elements: Mapping[str, ElementOutline] = field(default_factory=dict, repr=False)
    moments: tuple[datetime, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    next_due: datetime | None = None

    @property
    def refused(self) -> Trouble | None:
        """What stopped the story, if something did."""
        return next((trouble for trouble in self.troubles if trouble.kind != "different"), None)

    def moves(self) -> tuple[Move, ...]:
        return tuple(passage.move for passage in self.passages)


@dataclass(frozen=True)
class AskedForm:
    """A form of the story as a person would see it: the start form (no ``element``) or that of an open task.
    ``nth``: its place among the open tasks of the element that the person may complete."""

    form: Form
    values: Mapping[str, Any]
    variables: Mapping[str, Any] = field(default_factory=dict)
    element: ElementOutline | None = None
    task: UserTask | None = None
    nth: int = 0


@dataclass(frozen=True)
class Flow:
    """A sequence flow of a model. ``joins``: its target waits for all that come; ``splits``: its source takes several ways."""

    id: str
    name: str
    source: str
    target: str
    joins: bool = False
    splits: bool = True


@dataclass(frozen=True)
class ModelParts:
    """Everything of a model that a story can pass: elements by id with a name in words, and flows."""

    elements: Mapping[str, str]
    flows: tuple[Flow, ...]


@dataclass(frozen=True)
class Mutant:
    """A model with one mistake put into it. ``mistake`` in words; ``unnoticed`` is the sentence for when no scenario sees it;
    ``make`` gives the files, which take memory only while they are looked at."""

    id: str
    kind: str
    element_id: str
    mistake: str
    unnoticed: str
    make: Callable[[], Mapping[str, bytes]] = field(repr=False)


@dataclass(frozen=True)
class Covered:
    """What stories passed of a model: visits of elements and flows."""

    parts: ModelParts
    elements: Mapping[str, int]
    flows: Mapping[str, int]

    def missing_elements(self) -> tuple[str, ...]:
        return tuple(id for id in self.parts.elements if id not in self.elements)

    def missing_flows(self) -> tuple[Flow, ...]:
        return tuple(flow for flow in self.parts.flows if flow.id not in self.flows)

    @property
    def percent(self) -> int:
        """Of elements and flows together; a model without anything to pass is covered."""
        whole = len(self.parts.elements) + len(self.parts.flows)
        missing = len(self.missing_elements()) + len(self.missing_flows())
        return 100 if not whole else int(100 * (whole - missing) / whole)


def covered(parts: ModelParts, stories: Iterable[Iterable[Move]]) -> Covered:
    """What these stories passed."""
    elements: dict[str, int] = {}
    flows: dict[str, int] = {}
    for moves in stories:
        visited, taken = passed(moves, parts.flows)
        for counted, found in ((elements, visited), (flows, taken)):
            for id, count in found.items():
                counted[id] = counted.get(id, 0) + count
    return Covered(parts, {id: n for id, n in elements.items() if id in parts.elements}, flows)


def passed(moves: Iterable[Move], flows: Iterable[Flow]) -> tuple[dict[str, int], dict[str, int]]:
    """Visits of elements and flows. The journal names activities, not flows: a new activity came through the flow whose source
    ended last and has not yet led anywhere; a join takes every such flow."""
    incoming, outgoing = _grouped(flows, "target"), _grouped(flows, "source")
    begun: set[str] = set()
    elements: dict[str, int] = {}
    taken: dict[str, int] = {}
    ended: dict[str, list[int]] = {}
    for time, move in enumerate(moves):
        first = move.activity not in begun
        begun.add(move.activity)
        for flow in _entered(incoming.get(move.element_id, []), ended) if first else ():
            taken[flow.id] = taken.get(flow.id, 0) + 1
        if first if move.type != "boundaryEvent" else move.state == "completed":
            elements[move.element_id] = elements.get(move.element_id, 0) + 1
        for flow in outgoing.get(move.element_id, []) if move.state == "completed" else ():
            ended.setdefault(flow.id, []).append(time)
    return elements, taken


def _grouped(flows: Iterable[Flow], end: str) -> dict[str, list[Flow]]:
    found: dict[str, list[Flow]] = {}
    for flow in flows:
        found.setdefault(getattr(flow, end), []).append(flow)
    return found


def _entered(candidates: list[Flow], ended: dict[str, list[int]]) -> list[Flow]:
    """The flows through which an activity was entered; a source that takes one way only is used up for its other flows."""
    ready = [flow for flow in candidates if ended.get(flow.id)]
    if not ready:
        return []
    latest = max(ready, key=lambda flow: ended[flow.id][-1])
    used = ready if latest.joins else [latest]
    for flow in used:
        time = ended[flow.id].pop()
        for times in ended.values() if not flow.splits else ():
            if time in times:
                times.remove(time)
    return used
