"""Walks a drawn model as the BPMN standard says. It shares nothing with the engine but the model and the answers of the oracle."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from conformance.fuzz.blocks import Block, Trigger

Key = tuple[int, ...]


class Oracle:
    """Answers the conditions of a model: at random, but always the same answer to the same question."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def pick(self, name: str, context: Key) -> bool:
        return random.Random(f"{self.seed}/{name}/{context}").random() < 0.5


@dataclass(eq=False)
class Waiting:
    """An open task, or an event that is waited for."""

    element: str
    key: Key
    kind: str
    due: datetime | None
    happen: Callable[[], None]


class World:
    """What is open and awaited, in the order in which it began."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.oracle, self.now = Oracle(seed), now
        self.waiting: list[Waiting] = []

    def add(self, waiting: Waiting) -> Waiting:
        self.waiting.append(waiting)
        return waiting

    def remove(self, waiting: Waiting) -> None:
        if waiting in self.waiting:
            self.waiting.remove(waiting)

    def catch_up(self) -> None:
        """Let what is due happen, the earliest first."""
        while due := [one for one in self.waiting if one.due is not None and one.due <= self.now]:
            earliest = min(one.due for one in due if one.due is not None)
            for one in due:
                if one.due == earliest and one in self.waiting:
                    one.happen()


class Node:
    """A running block. Whoever starts it is told when it is done."""

    def __init__(self, world: World, block: Block, values: Mapping[str, int], parent: Any) -> None:
        self.world, self.block, self.values, self.parent = world, block, values, parent
        self.inner: list[Any] = []
        self.over = False

    def key(self, *more: str) -> Key:
        return tuple(self.values[name] for name in (*self.block.context, *more))

    def own_key(self) -> Key:
        return self.key()

    def pick(self, name: str, *more: str) -> bool:
        return self.world.oracle.pick(name, self.key(*more))

    def enter(self, block: Block, values: Mapping[str, int] | None = None) -> None:
        child = KINDS[block.kind](self.world, block, self.values if values is None else values, self)
        self.inner.append(child)
        child.start()

    def start(self) -> None:
        raise NotImplementedError

    def finished(self, child: Any) -> None:
        self.done()

    def done(self) -> None:
        if not self.over:
            self.stop()
            self.parent.finished(self)

    def stop(self) -> None:
        self.over = True
        for child in self.inner:
            child.stop()

    def failed(self) -> None:
        self.parent.failed()

    @property
    def scope(self) -> Any:
        return self.parent.scope


class Seq(Node):
    def start(self) -> None:
        self.at = 0
        self.enter(self.block.parts[0])

    def finished(self, child: Any) -> None:
        self.at += 1
        if self.at < len(self.block.parts):
            self.enter(self.block.parts[self.at])
        else:
            self.done()


class Loop(Node):
    def start(self) -> None:
        self.values = {**self.values, f"n_{self.block.id}": 1}
        self.enter(self.block.parts[0])

    def finished(self, child: Any) -> None:
        name = f"n_{self.block.id}"
        if self.values[name] < 3 and self.pick(self.block.id, name):
            self.values = {**self.values, name: self.values[name] + 1}
            self.enter(self.block.parts[0])
        else:
            self.done()


class Branches(Node):
    """Some or all of the branches, which have to end before this does."""

    def start(self) -> None:
        taken = self.taken()
        self.left = len(taken)
        for part in taken:
            if not self.over:
                self.enter(part)

    def taken(self) -> list[Block]:
        parts, name = self.block.parts, self.block.id
        if self.block.kind in ("and", "fork"):
            return parts
        if self.block.kind == "xor":
            return [parts[0] if self.pick(f"{name}_0") else parts[1]]
        return [part for number, part in enumerate(parts[:-1]) if self.pick(f"{name}_{number}")] or parts[-1:]

    def finished(self, child: Any) -> None:
        self.left -= 1
        if not self.left:
            self.done()


class Wait(Node):
    """One or several things that are waited for; the first one that happens leads on."""

    def start(self) -> None:
        self.awaited: list[Waiting] = []
        for number, (name, kind, seconds) in enumerate(self.wanted()):
            due = self.world.now + timedelta(seconds=seconds) if kind == "timer" else None
            waiting = Waiting(name, self.key(), kind, due, lambda number=number: self.happened(number))  # type: ignore[misc]
            self.awaited.append(self.world.add(waiting))

    def wanted(self) -> list[tuple[str, str, int]]:
        return self.block.events

    def happened(self, number: int) -> None:
        self.forget()
        if self.block.parts:
            self.enter(self.block.parts[number])
        else:
            self.done()

    def forget(self) -> None:
        for waiting in self.awaited:
            self.world.remove(waiting)

    def stop(self) -> None:
        super().stop()
        self.forget()


class Task(Wait):
    """A user task; ``fork`` and ``choice`` lead to several branches behind it."""

    def wanted(self) -> list[tuple[str, str, int]]:
        return [(self.block.id, "task", 0)]

    def key(self, *more: str) -> Key:
        many = (self.block.many.item,) if self.block.many else ()
        return super().key(*many, *more)

    def happened(self, number: int) -> None:
        self.forget()
        if self.block.parts:
            branches = Branches(self.world, self.block, self.values, self)
            self.inner.append(branches)
            branches.start()
        else:
            self.done()


class Passing(Node):
    """A link."""

    def start(self) -> None:
        self.done()


class Ending(Node):
    """Fails or stops its scope, or does neither."""

    def start(self) -> None:
        if not self.pick(self.block.id):
            self.done()
        elif self.block.kind == "fail":
            self.failed()
        else:
            self.scope.done()


class Listening:
    """The triggers of an activity or a scope."""

    def __init__(self, node: Node, triggers: list[Trigger], fire: Callable[[Trigger], None]) -> None:
        self.node, self.triggers, self.fire = node, triggers, fire
        self.waiting: dict[str, Waiting] = {}
        self.left = {trigger.id: trigger.times for trigger in triggers}
        for trigger in triggers:
            if trigger.kind != "error":
                self.listen(trigger, node.world.now)

    def listen(self, trigger: Trigger, since: datetime) -> None:
        timed = trigger.kind in ("timer", "cycle")
        due = since + timedelta(seconds=trigger.seconds) if timed else None
        kind = "timer" if timed else trigger.kind
        waiting = Waiting(trigger.id, self.node.own_key(), kind, due, lambda: self.happened(trigger))
        self.waiting[trigger.id] = self.node.world.add(waiting)

    def happened(self, trigger: Trigger) -> None:
        waiting = self.waiting.pop(trigger.id)
        self.node.world.remove(waiting)
        self.left[trigger.id] -= 1
        if not trigger.interrupting and (trigger.kind != "timer" and (waiting.due is None or self.left[trigger.id])):
            self.listen(trigger, waiting.due or self.node.world.now)
        self.fire(trigger)

    def catches_error(self) -> Trigger | None:
        return next((trigger for trigger in self.triggers if trigger.kind == "error"), None)

    def stop(self) -> None:
        for waiting in self.waiting.values():
            self.node.world.remove(waiting)
        self.waiting.clear()
        self.triggers = []


class Activity(Node):
    """A task or sub-process with its boundary events and its repetitions."""

    def start(self) -> None:
        self.listening = Listening(self, self.block.triggers, self.fired)
        self.run()

    def run(self) -> None:
        many = self.block.many
        if many is None:
            self.one(self.values)
            return
        self.left = many.times
        for number in range(min(many.times, 1) if many.sequential else many.times):
            # An error or an early end of one leaves the later ones unborn.
            if not self.over and self.listening.triggers is self.block.triggers:
                self.one({**self.values, many.item: number})
        if not many.times:
            self.done()

    def one(self, values: Mapping[str, int]) -> None:
        core = (Task if self.block.kind == "user" else Scope)(self.world, self.block, values, self)
        self.inner.append(core)
        core.start()

    def finished(self, child: Any) -> None:
        many = self.block.many
        if many is None or child.block is not self.block:
            self.done()
            return
        self.left -= 1
        early = many.early and self.world.oracle.pick(f"{self.block.id}_early", (*self.key(), child.values[many.item]))
        if early or not self.left:
            self.done()
        elif many.sequential:
            self.one({**self.values, many.item: many.times - self.left})

    def stop(self) -> None:
        super().stop()
        self.listening.stop()

    def fired(self, trigger: Trigger) -> None:
        if not trigger.interrupting:
            self.scope.beside(trigger.path, self.values)
            return
        self.listening.stop()
        for child in self.inner:
            child.stop()
        self.inner = []
        self.enter(trigger.path)

    def failed(self) -> None:
        trigger = self.listening.catches_error()
        if trigger is None:
            self.parent.failed()
        else:
            self.fired(trigger)


class Scope(Node):
    """The inside of a sub-process, called process or process."""

    def start(self) -> None:
        self.pending = 1
        self.listening = Listening(self, self.block.inside, self.fired)
        self.enter(self.block.parts[0])

    def own_key(self) -> Key:
        return self.key(self.block.many.item) if self.block.many else self.key()

    def finished(self, child: Any) -> None:
        self.pending -= 1
        if not self.pending:
            self.done()

    def beside(self, path: Block, values: Mapping[str, int]) -> None:
        self.pending += 1
        self.enter(path, values)

    def stop(self) -> None:
        super().stop()
        self.listening.stop()

    def fired(self, trigger: Trigger) -> None:
        if trigger.interrupting:
            self.listening.stop()
            for child in self.inner:
                child.stop()
            self.inner, self.pending = [], 0
        self.pending += 1
        # A sub-process of its own, so that what runs beside it belongs to it.
        child = Scope(self.world, Block("sub", f"h_{trigger.id}", self.block.context, [trigger.path]), self.values, self)
        self.inner.append(child)
        child.start()

    def failed(self) -> None:
        trigger = self.listening.catches_error()
        if trigger is None:
            self.parent.failed()
        else:
            self.fired(trigger)

    @property
    def scope(self) -> Any:
        return self


class Root:
    """Whoever waits for the whole process."""

    def __init__(self, world: World, block: Block) -> None:
        self.over = False
        Scope(world, block, {}, self).start()

    def finished(self, child: Any) -> None:
        self.over = True


KINDS: dict[str, type[Node]] = {
    "user": Activity,
    "sub": Activity,
    "call": Activity,
    "seq": Seq,
    "loop": Loop,
    "xor": Branches,
    "and": Branches,
    "or": Branches,
    "fork": Task,
    "choice": Task,
    "catch": Wait,
    "first": Wait,
    "link": Passing,
    "fail": Ending,
    "stop": Ending,
}
