"""Growth with age: what a step of an instance costs that has been round its loop ten or ten thousand times."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import process_time
from typing import Any

from tests.bench.measuring.dispute import MORNING, on_memory
from tests.bench.measuring.rows import Row

from baton.domain.actors import PLATFORM
from baton.domain.engine import CompleteTask, Start
from baton.usecases import deploy, tasks
from baton.usecases.instances import start_instance
from baton.usecases.platform import Platform

MOST = 1.3
YOUNG = 10
AGES = (100, 1_000, 10_000)
CHUNK, ROUNDS = 64, 10  # a chunk holds one snapshot
MODEL = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:bench">
  <process id="again" name="Again and again" isExecutable="true">
    <startEvent id="start"/><exclusiveGateway id="join"/><userTask id="work" name="Work"/>
    <exclusiveGateway id="more" default="stop"/><endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="join"/><sequenceFlow id="b" sourceRef="join" targetRef="work"/>
    <sequenceFlow id="c" sourceRef="work" targetRef="more"/>
    <sequenceFlow id="go" sourceRef="more" targetRef="join"><conditionExpression>go</conditionExpression></sequenceFlow>
    <sequenceFlow id="stop" sourceRef="more" targetRef="end"/>
  </process>
</definitions>"""

Looper = Callable[[], None]


class RecordedIds:
    """Remembers the id given last, which after a step is that of the task it opened."""

    def __init__(self, ids: Any) -> None:
        self._ids = ids
        self.last = ""

    def new(self) -> str:
        self.last = self._ids.new()
        return self.last

    def secret(self) -> str:
        return str(self._ids.secret())


@dataclass
class InEngine:
    """An instance that lives in the engine alone; each call is one pass of its loop."""

    platform: Platform
    definition: Any
    passed: int = 0

    def __post_init__(self) -> None:
        engine = self.platform.engine
        self.state = engine.apply(engine.fresh(self.definition), Start({"go": True}), MORNING).state

    def __call__(self) -> None:
        self.passed += 1
        command = CompleteTask(f"work#{self.passed}", {"note": "once more"})
        self.state = self.platform.engine.apply(self.state, command, MORNING).state


class Stored:
    """An instance in the database; each call completes its task."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.ids = RecordedIds(platform.ids)
        self.platform = replace(platform, ids=self.ids)
        start_instance(self.platform, PLATFORM, "again", Start({"go": True}))
        self.task = self.ids.last

    def __call__(self) -> None:
        tasks.complete(self.platform, PLATFORM, self.task, ({"note": "once more"}, None))
        self.task = self.ids.last


def rows() -> Iterator[Row]:
    """The engine alone, then use case, store and commit; old and young take turns, so that the machine's mood hits both."""
    with on_memory() as platform:
        definition = deploy.deploy(platform, PLATFORM, {"again.bpmn": MODEL}).definitions[0]
        yield from _grown("engine", lambda: InEngine(platform, definition))
        yield from _grown("through the store", lambda: Stored(platform))


def _grown(name: str, make: Callable[[], Looper]) -> Iterator[Row]:
    old, passed = make(), 0
    for age in AGES:
        for _ in range(age - passed):
            old()
        ratio, micro = _compared(old, make)
        passed = age + CHUNK * ROUNDS
        how = f"step at pass {age:,} against pass {YOUNG}: {micro:,.0f} us CPU, {ROUNDS} x {CHUNK} steps of each in turns"
        yield Row(f"growth, {name}, pass {age:,}", ratio, limit=MOST if age == AGES[-1] else None, how=how)


def _compared(old: Looper, make: Callable[[], Looper]) -> tuple[float, float]:
    spent_old = spent_young = 0.0
    for _ in range(ROUNDS):
        young = make()
        for _ in range(YOUNG):
            young()
        begun = process_time()
        for _ in range(CHUNK):
            young()
        between = process_time()
        for _ in range(CHUNK):
            old()
        spent_young, spent_old = spent_young + between - begun, spent_old + process_time() - between
    return spent_old / spent_young, 1e6 * spent_old / (CHUNK * ROUNDS)
