"""Draws random block-structured models."""

import random
from dataclasses import dataclass, field
from functools import cache

SIMPLE = ("user", "user", "seq")
STRUCTURES = (
    *("user", "user", "user", "seq", "seq", "xor", "and", "and", "or", "or", "loop"),
    *("fork", "choice", "first", "first", "catch", "link", "sub", "sub", "sub", "call"),
)
SIZES = {
    "seq": (1, 3),
    "xor": (2, 2),
    "and": (2, 3),
    "or": (2, 3),
    "fork": (2, 2),
    "choice": (2, 3),
    "first": (2, 3),
    "loop": (1, 1),
}
MARKS = ("many", "boundary", "beside", "none")
"""What is no structure of its own: repetitions, events beside the flow, branches without an element."""
SPLITS = ("xor", "and", "or", "fork", "choice")
SMALL, LARGE = 8, 32
"""How many elements a model has, about."""


@dataclass
class Trigger:
    """What starts a path beside the normal flow: a boundary event, or the start of an event sub-process. ``seconds`` and
    ``times`` say when and how often a timer fires."""

    id: str
    kind: str
    interrupting: bool
    path: "Block"
    seconds: int
    times: int = 1


@dataclass
class Many:
    """How often an activity is repeated, one after the other or at the same time, and whether it may end early."""

    item: str
    times: int
    sequential: bool
    early: bool


@dataclass
class Block:
    """A piece of a model with one way in and one way out. ``context`` names the variables that tell its runs apart: the loops and
    repeated activities around it."""

    kind: str
    id: str
    context: tuple[str, ...]
    parts: list["Block"] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    inside: list[Trigger] = field(default_factory=list)
    events: list[tuple[str, str, int]] = field(default_factory=list)
    many: Many | None = None


@dataclass(frozen=True)
class Around:
    """Where a block is drawn."""

    depth: int
    context: tuple[str, ...] = ()
    error: bool = False
    scoped: bool = False
    simple: bool = False

    def deeper(self, **changes: object) -> "Around":
        return Around(**{**self.__dict__, "depth": self.depth - 1, **changes})  # type: ignore[arg-type]


class Drawing:
    """One model after the other out of the same chance."""

    def __init__(self, chance: random.Random, kinds: tuple[str, ...]) -> None:
        self.chance, self.kinds, self.count = chance, kinds, 0
        self.most = chance.randint(SMALL, LARGE)

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def block(self, around: Around) -> Block:
        kinds = (
            SIMPLE
            if around.simple
            else (*self.kinds, *(("fail",) if around.error else ()), *(("stop",) if around.scoped else ()))
        )
        kinds = tuple(kind for kind in kinds if kind not in MARKS)
        kind = self.chance.choice(kinds) if around.depth and self.count < self.most else "user"
        block = Block(kind, self.name(kind), around.context)
        if kind in ("sub", "call"):
            self.scope(block, around)
        elif kind == "catch":
            block.events = [self.event("e")]
        elif kind in SIZES:
            inner = around.deeper(context=(*around.context, f"n_{block.id}")) if kind == "loop" else around.deeper()
            block.parts = [self.block(inner) for _ in range(self.chance.randint(*SIZES[kind]))]
        if kind in SPLITS and "none" in self.kinds and self.chance.random() < 0.25:
            block.parts[self.chance.randrange(len(block.parts))] = Block("none", self.name("none"), around.context)
        if kind == "first":
            block.events = [self.event("e") for _ in block.parts]
        if kind in ("user", "sub", "call") and not around.simple:
            self.adorn(block, around)
        return block

    def event(self, prefix: str) -> tuple[str, str, int]:
        return self.name(prefix), self.chance.choice(["message", "timer", "signal"]), self.seconds()

    def seconds(self) -> int:
        return self.chance.randint(600, 900_000)

    def scope(self, block: Block, around: Around) -> None:
        if "many" in self.kinds and self.chance.random() < 0.3:
            # Where one instance may fail in the step in which another one ends them all, both outcomes are right.
            block.many = self.repeated(block, early=block.kind == "sub" and "boundary" not in self.kinds)
        context = (*around.context, block.many.item) if block.many else around.context
        caught = "boundary" in self.kinds and self.chance.random() < 0.4
        inner = Around(around.depth - 1, context, error=caught or around.error, scoped="boundary" in self.kinds)
        block.parts = [self.block(inner)]
        if "beside" in self.kinds and block.kind == "sub" and self.chance.random() < 0.4:
            block.inside = [self.beside(inner) for _ in range(self.chance.randint(1, 2))]
        if caught and self.chance.random() < 0.4 and "beside" in self.kinds and block.kind == "sub":
            path = self.block(inner.deeper(error=False, scoped=False))
            block.inside.append(Trigger(self.name("e"), "error", True, path, 0))
        elif caught:
            block.triggers.append(Trigger(self.name("b"), "error", True, self.block(around.deeper()), 0))

    def beside(self, inner: Around) -> Trigger:
        interrupting = self.chance.random() < 0.5
        path = self.block(inner.deeper(error=False, scoped=False, simple=not interrupting))
        return self.trigger("e", interrupting, path)

    def trigger(self, prefix: str, interrupting: bool, path: Block) -> Trigger:
        kind = self.chance.choice(["message", "timer", "signal"] + ([] if interrupting else ["cycle"]))
        return Trigger(self.name(prefix), kind, interrupting, path, self.seconds(), 2 if kind == "cycle" else 1)

    def repeated(self, block: Block, early: bool = True) -> Many:
        chance = self.chance
        return Many(f"n_{block.id}", chance.randint(0, 3), chance.random() < 0.4, chance.random() < 0.4 and early)

    def adorn(self, block: Block, around: Around) -> None:
        if block.kind == "user" and "many" in self.kinds and self.chance.random() < 0.2:
            block.many = self.repeated(block)
        while "boundary" in self.kinds and self.chance.random() < 0.25:
            interrupting = self.chance.random() < 0.5
            path = self.block(around.deeper(simple=not interrupting) if around.depth else Around(0, around.context, simple=True))
            block.triggers.append(self.trigger("b", interrupting, path))


@cache
def weighted(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The structures among ``kinds``, as often as they are to be drawn, and the marks that are none."""
    marks = tuple(kind for kind in kinds if kind in MARKS)
    return tuple(kind for kind in STRUCTURES if kind in kinds or kind in SIMPLE) + marks


def drawn(chance: random.Random, kinds: tuple[str, ...]) -> Block:
    """A model that ends with one user task after everything else."""
    drawing = Drawing(chance, weighted(kinds))
    body = drawing.block(Around(5))
    root = Block("sub", "p", (), [Block("seq", "seq0", (), [body, Block("user", "last", ())])])
    if "beside" in kinds and chance.random() < 0.3:
        root.inside = [drawing.beside(Around(2))]
    return root
