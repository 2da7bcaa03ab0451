"""Walks what has an inside and listens to events: activities with their boundary events, sub-processes, the whole process."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from conformance.fuzz.blocks import Block, Trigger
from conformance.fuzz.tokens import Token
from conformance.fuzz.walking import KINDS, Node, Task
from conformance.fuzz.world import Key, Waiting, World


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
        waiting = Waiting(trigger.id, self.node.own_key(), kind, due, lambda: self.happened(trigger), self.node.token)
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
        many, self.begun = self.block.many, self.token
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
        if self.block.many and not self.block.many.sequential:
            core.token = self.begun.begun()
        self.inner.append(core)
        core.start()

    def finished(self, child: Any) -> None:
        many = self.block.many
        self.token = self.token.joined([child.token])
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
        seen = self.token.beside(self.scope.log)
        if not trigger.interrupting:
            self.scope.beside(trigger.path, self.values, seen)
            return
        written = {name for core in self.inner if isinstance(core, Scope) for name in core.log}
        self.token = replace(seen, wrote=self.token.wrote | written)
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
        self.log: dict[str, set[int]] = {}
        self.ends: list[Token] = []
        self.taken_over = False
        self.listening = Listening(self, self.block.inside, self.fired)
        self.enter(self.block.parts[0])

    def own_key(self) -> Key:
        return self.key(self.block.many.item) if self.block.many else self.key()

    def finished(self, child: Any) -> None:
        self.pending -= 1
        self.ends.append(child.token)
        if not self.pending:
            found = self.token.met(self.ends)
            self.token = replace(found, wrote=frozenset(self.log)) if self.taken_over else found
            self.done()

    def beside(self, path: Block, values: Mapping[str, int], token: Token) -> None:
        self.pending += 1
        self.enter(path, values, token)

    def stop(self) -> None:
        super().stop()
        self.listening.stop()

    def fired(self, trigger: Trigger) -> None:
        if trigger.interrupting:
            self.listening.stop()
            for child in self.inner:
                child.stop()
            self.inner, self.pending = [], 0
            self.token, self.ends, self.taken_over = self.token.beside(self.log), [], True
        self.pending += 1
        # A sub-process of its own, so that what runs beside it belongs to it.
        child = Scope(self.world, Block("sub", f"h_{trigger.id}", self.block.context, [trigger.path]), self.values, self)
        child.token = self.token.beside(self.log)
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

    def __init__(self, world: World, block: Block, token: Token) -> None:
        self.over, self.token = False, token
        self.whole = Scope(world, block, {}, self)
        self.whole.start()

    def finished(self, child: Any) -> None:
        self.over, self.token = True, child.token


KINDS |= {"user": Activity, "sub": Activity, "call": Activity}
