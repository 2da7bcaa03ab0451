"""Walks a drawn model as the BPMN standard says. It shares nothing with the engine but the model and the answers of the oracle.

A token has what was written on its own way: a path keeps what its activity had when it began, whatever tokens beside it write and
even where a value is again the one from which they parted. Joins take each variable from those who wrote it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from conformance.fuzz.blocks import Block
from conformance.fuzz.tokens import Token
from conformance.fuzz.world import Key, Waiting, World


class Node:
    """A running block. Whoever starts it is told when it is done."""

    def __init__(self, world: World, block: Block, values: Mapping[str, int], parent: Any) -> None:
        self.world, self.block, self.values, self.parent = world, block, values, parent
        self.inner: list[Any] = []
        self.over = False
        self.token: Token = parent.token.begun()

    def key(self, *more: str) -> Key:
        return tuple(self.values[name] for name in (*self.block.context, *more))

    def own_key(self) -> Key:
        return self.key()

    def pick(self, name: str, *more: str) -> bool:
        return self.world.oracle.pick(name, self.key(*more))

    def enter(self, block: Block, values: Mapping[str, int] | None = None, token: Token | None = None) -> None:
        child = KINDS[block.kind](self.world, block, self.values if values is None else values, self)
        child.token = token or child.token
        self.inner.append(child)
        child.start()

    def start(self) -> None:
        raise NotImplementedError

    def finished(self, child: Any) -> None:
        self.token = self.token.then(child.token)
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
        self.token = self.token.then(child.token)
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
        self.token = self.token.then(child.token)
        if self.values[name] < 3 and self.pick(self.block.id, name):
            self.values = {**self.values, name: self.values[name] + 1}
            self.enter(self.block.parts[0])
        else:
            self.done()


class Branches(Node):
    """Some or all of the branches, which have to end before this does."""

    def start(self) -> None:
        taken = self.taken()
        self.left: dict[str, Token | None] = {part.id: None for part in taken}
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
        self.left[child.block.id] = child.token
        ended = [token for token in self.left.values() if token is not None]
        if len(ended) == len(self.left):
            self.token = self.token.joined(ended) if len(ended) > 1 else self.token.then(ended[0])
            self.done()


class Wait(Node):
    """One or several things that are waited for; the first one that happens leads on."""

    def start(self) -> None:
        self.awaited: list[Waiting] = []
        for number, (name, kind, seconds) in enumerate(self.wanted()):
            due = self.world.now + timedelta(seconds=seconds) if kind == "timer" else None
            happen = lambda number=number: self.happened(number)  # noqa: E731
            waiting = Waiting(name, self.key(), kind, due, happen, self.token)
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
        self.write()
        if self.block.parts:
            branches = Branches(self.world, self.block, self.values, self)
            self.inner.append(branches)
            branches.start()
        else:
            self.done()

    def write(self) -> None:
        self.world.writes += 1
        self.token = self.token.writing(self.world.values, self.world.writes)
        scope = self.scope
        while scope is not None and self.world.writes in self.token.past:
            for name in self.token.wrote:
                scope.log.setdefault(name, set()).add(self.world.writes)
            scope = getattr(scope.parent, "scope", None)


class Passing(Node):
    """A link, or nothing at all."""

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
            # Who else wrote something in the scope is lost with it.
            self.scope.token = replace(self.token.beside(self.scope.log), wrote=frozenset(self.scope.log))
            self.scope.done()


KINDS: dict[str, type[Node]] = {
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
    "none": Passing,
    "fail": Ending,
    "stop": Ending,
}
