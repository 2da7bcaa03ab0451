"""Plays a drawn model in the engine and in the interpreter at once; both have to stand at the same place after every step."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Advance, Command, CompleteTask, DeliverMessage, DeliverSignal, FireTimers, Start
from baton.domain.instances import InstanceState
from baton.engine.spiff import SpiffEngine
from conformance.definitions import T0, definitions
from conformance.engine_doubles import NoDecisions, PlainSandbox
from conformance.fuzz.blocks import Block, Trigger, drawn
from conformance.fuzz.scopes import Root
from conformance.fuzz.tokens import UNKNOWN, Data, Token
from conformance.fuzz.world import Key, Oracle, Waiting, World
from conformance.fuzz.writing import written
from conformance.stories import strays

KINDS = (
    *("xor", "and", "or", "loop", "fork", "choice", "first", "catch", "link", "sub", "call"),
    *("many", "boundary", "beside", "none"),
)
MOST_STEPS = 40
SHARED = {"v": 0, "u": 0}
"""Variables that many tasks write, often with the value from before."""
Place = tuple[str, Key]


class Deviation(AssertionError):
    """The engine does not stand where the interpreter stands."""


@dataclass(frozen=True)
class Seen:
    """What waits in the engine, by its own name for it."""

    name: str
    place: Place
    due: datetime | None = None


def contexts(block: Block) -> dict[str, tuple[str, ...]]:
    """Which variables tell the runs of each waiting element apart."""
    found = {block.id: block.context + ((block.many.item,) if block.many else ())}
    found |= {name: block.context for name, _, _ in block.events}
    found |= {trigger.id: block.context for trigger in block.triggers}
    inside = block.context + ((block.many.item,) if block.many else ())
    found |= {trigger.id: inside for trigger in block.inside}
    for part in (*block.parts, *(trigger.path for trigger in _triggers(block))):
        found |= contexts(part)
    return found


def _triggers(block: Block) -> list[Trigger]:
    return [*block.triggers, *block.inside]


class Play:
    """One model, one schedule."""

    def __init__(self, seed: int, kinds: tuple[str, ...] = KINDS) -> None:
        self.seed, self.chance, self.scribe = seed, random.Random(seed), random.Random(f"{seed}/writes")
        # What tokens hold is compared where none runs beside another but in branches.
        self.beside = not {"boundary", "beside"}.isdisjoint(kinds)
        self.block = drawn(self.chance, kinds)
        self.contexts = contexts(self.block)
        self.content = written(self.block)
        self.engine = SpiffEngine(PlainSandbox(pick=Oracle(seed).pick), NoDecisions())
        self.definition: ProcessDefinition = definitions({"random.bpmn": self.content})["p"]
        self.state: Any = self.engine.fresh(self.definition)
        self.journal: list[tuple[Command, datetime]] = []
        self.tasks: dict[str, str] = {}
        self.waits: dict[str, Any] = {}
        self.over = False
        self.world = World(seed, T0)

    def play(self) -> int:
        """All of it; how many steps it took."""
        self.say(Start(SHARED))
        self.walker = Root(self.world, self.block, Token(SHARED))
        self.compare()
        while not self.over and len(self.journal) < MOST_STEPS:
            self.step()
            self.compare()
        self.replay()
        return len(self.journal)

    def step(self) -> None:
        """Something that may happen, chosen at random; sometimes time has passed before it, and timers are late."""
        choices = [one for one in self.world.waiting if one.kind != "timer"]
        timers = [one.due for one in self.world.waiting if one.due is not None]
        if timers and (not choices or self.chance.random() < 0.25):
            late = self.chance.choice([0, 0, 0, 60, 40_000, 600_000])
            self.world.now = max(self.world.now, min(timers)) + timedelta(seconds=late)
            if not choices or self.chance.random() < 0.8:
                self.say(FireTimers())
                self.world.catch_up()
                return
        one = self.chance.choice(choices)
        if one.kind == "task":
            self.world.values = {name: self.scribe.randrange(3) for name in SHARED if self.scribe.random() < 0.4}
            self.say(CompleteTask(self.find(one), {f"w_{one.element}": len(self.journal), **self.world.values}))
            one.happen()
        elif one.kind == "message":
            self.say(DeliverMessage(one.element, {}, wait=self.find(one)))
            one.happen()
        else:
            self.say(DeliverSignal(one.element))
            for other in [other for other in self.world.waiting if other.element == one.element]:
                if other in self.world.waiting:
                    other.happen()
        self.world.catch_up()

    def say(self, command: Command) -> None:
        if self.journal and self.chance.random() < 0.5:
            content = self.engine.dump(self.state)
            self.state = self.engine.load(self.definition, content)
            if self.engine.dump(self.state) != content:
                raise Deviation(f"{self.place}: a loaded state is not the one that was written")
        advance = self.engine.apply(self.state, command, self.world.now)
        self.journal.append((command, self.world.now))
        self.keep(advance)

    def keep(self, advance: Advance) -> None:
        self.state, self.over = advance.state, advance.status is InstanceState.COMPLETED
        if advance.failures or strays(self.state.root):
            raise Deviation(f"{self.place}: {advance.failures} {strays(self.state.root)}")
        for activity in advance.closed:
            self.tasks.pop(activity, None)
            self.waits = {key: wait for key, wait in self.waits.items() if wait.activity != activity}
        for key in advance.disarmed:
            del self.waits[key]
        self.tasks |= {task.activity: task.element_id for task in advance.opened}
        self.waits |= {wait.key: wait for wait in advance.armed}

    def seen(self) -> list[Seen]:
        found = [Seen(activity, (element, self.key(activity, element))) for activity, element in self.tasks.items()]
        found += [
            Seen(key, (one.element_id, self.key(one.activity, one.element_id)), one.due_at) for key, one in self.waits.items()
        ]
        return found

    def key(self, activity: str, element: str) -> Key:
        variables = self.engine.task_variables(self.state, activity)
        return tuple(variables[name] for name in self.contexts[element])

    def find(self, wanted: Waiting) -> str:
        """The engine's name for what the interpreter chose: the oldest where several cannot be told apart."""
        twins = [one for one in self.world.waiting if (one.element, one.key) == (wanted.element, wanted.key)]
        names = [one.name for one in self.seen() if one.place == (wanted.element, wanted.key)]
        return sorted(names, key=lambda name: int(name.partition("/")[0].rpartition("#")[2]))[twins.index(wanted)]

    @property
    def place(self) -> str:
        return f"seed {self.seed}, step {len(self.journal)}, {self.journal[-1:]}"

    def compare(self) -> None:
        if self.over or self.walker.over:
            if not (self.over and self.walker.over):
                raise Deviation(f"{self.place}: the engine is {'' if self.over else 'not '}at the end")
            self.same(self.walker.token.data, self.engine.variables(self.state), "the end")
            return
        expected = Counter((one.element, one.key, one.due) for one in self.world.waiting)
        found = Counter((*one.place, one.due) for one in self.seen())
        if found != expected:
            raise Deviation(f"{self.place}: too much {found - expected}, missing {expected - found}")

        self.compare_variables()

    def compare_variables(self) -> None:
        """Tasks that cannot be told apart stand in the order in which they began."""
        seen: dict[Place, list[str]] = {}
        for activity, element in sorted(self.tasks.items(), key=lambda one: int(one[0].rpartition("#")[2])):
            seen.setdefault((element, self.key(activity, element)), []).append(activity)
        for one in self.world.waiting:
            if one.kind == "task":
                activity = seen[one.element, one.key].pop(0)
                self.same(one.token.data, self.engine.task_variables(self.state, activity), activity)

    def same(self, known: Data, found: Mapping[str, Any], where: str) -> None:
        if self.beside:
            return
        wrong = {name: found[name] for name, value in known.items() if value is not UNKNOWN and found[name] != value}
        if wrong:
            raise Deviation(f"{self.place}: at {where} {wrong} instead of {known}")

    def replay(self) -> None:
        state = self.engine.fresh(self.definition)
        for command, at in self.journal:
            state = self.engine.apply(state, command, at).state
        if self.engine.dump(state) != self.engine.dump(self.state):
            raise Deviation(f"{self.place}: the journal does not lead to the state")
