"""Random block-structured models, and a small interpreter of them that knows nothing of the engine."""

import itertools
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" id="d">'
    '<process id="p" isExecutable="true">'
)
TAIL = "</process></definitions>"


@dataclass
class Block:
    """A user task, or a structure of blocks: ``seq``, ``xor``, ``and``, ``or`` or ``loop``."""

    kind: str
    id: str
    parts: list["Block"] = field(default_factory=list)


class Drawing:
    """Draws a random model of the given kinds of blocks, and writes it as BPMN."""

    def __init__(self, chance: random.Random, kinds: list[str]) -> None:
        self.chance, self.kinds, self.count = chance, kinds, 0
        self.lines: list[str] = []

    def block(self, depth: int) -> Block:
        kind = self.chance.choice(["user", "user", *(["seq", *self.kinds] if depth else [])])
        self.count += 1
        sizes = {"user": (0, 0), "seq": (1, 3), "xor": (2, 2), "and": (2, 3), "or": (2, 3), "loop": (1, 1)}
        size = self.chance.randint(*sizes[kind])
        return Block(kind, f"{kind}{self.count}", [self.block(depth - 1) for _ in range(size)])

    def write(self, block: Block) -> str:
        first, last = self.emit(block)
        self.lines += ['<startEvent id="s"/>', '<endEvent id="e"/>']
        self.flow("s", first)
        self.flow(last, "e")
        return HEAD + "".join(self.lines) + TAIL

    def node(self, tag: str, name: str, **more: str) -> str:
        attributes = "".join(f' {key}="{value}"' for key, value in more.items())
        self.lines.append(f'<{tag} id="{name}"{attributes}/>')
        return name

    def flow(self, source: str, target: str, condition: str = "") -> None:
        inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
        self.lines.append(
            f'<sequenceFlow id="f_{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )

    def emit(self, block: Block) -> tuple[str, str]:
        if block.kind == "user":
            return (self.node("userTask", block.id),) * 2
        ends = [self.emit(part) for part in block.parts]
        if block.kind == "seq":
            for before, after in itertools.pairwise(ends):
                self.flow(before[1], after[0])
            return ends[0][0], ends[-1][1]
        return self.loop(block, ends[0]) if block.kind == "loop" else self.split(block, ends)

    def loop(self, block: Block, inner: tuple[str, str]) -> tuple[str, str]:
        enter = self.node("exclusiveGateway", block.id + "j")
        leave = self.node("exclusiveGateway", block.id + "s", default=f"f_{block.id}s_{block.id}x")
        after = self.node("exclusiveGateway", block.id + "x")
        self.flow(enter, inner[0])
        self.flow(inner[1], leave)
        self.flow(leave, enter, f"pick('{block.id}')")
        self.flow(leave, after)
        return enter, after

    def split(self, block: Block, ends: list[tuple[str, str]]) -> tuple[str, str]:
        tag = {"xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway"}[block.kind]
        default = {} if block.kind == "and" else {"default": f"f_{block.id}s_{ends[-1][0]}"}
        split, join = self.node(tag, block.id + "s", **default), self.node(tag, block.id + "j")
        for number, (first, last) in enumerate(ends):
            conditional = block.kind != "and" and number < len(ends) - 1
            self.flow(split, first, f"pick('{block.id}_{number}')" if conditional else "")
            self.flow(last, join)
        return split, join


class Oracle:
    """Answers the conditions of a model: at random, but the same to everybody who asks in the same order. Loops end."""

    def __init__(self, seed: int) -> None:
        self.seed, self.asked = seed, Counter[str]()

    def pick(self, name: str) -> bool:
        self.asked[name] += 1
        if name.startswith("loop") and self.asked[name] % 3 == 0:
            return False
        return random.Random(f"{self.seed}/{name}/{self.asked[name]}").random() < 0.5


class Walker:
    """Walks a block as the BPMN standard says, holding one token per open user task."""

    def __init__(self, block: Block, oracle: Oracle) -> None:
        self.block, self.oracle, self.done, self.at = block, oracle, False, 0
        self.inner: list[Walker] = [Walker(part, oracle) for part in self.entered()]

    def entered(self) -> list[Block]:
        parts, name = self.block.parts, self.block.id
        if self.block.kind in ("seq", "loop"):
            return parts[:1]
        if self.block.kind == "xor":
            return [parts[0] if self.oracle.pick(f"{name}_0") else parts[1]]
        if self.block.kind == "or":
            picked = [part for number, part in enumerate(parts[:-1]) if self.oracle.pick(f"{name}_{number}")]
            return picked or parts[-1:]
        return parts

    def open(self) -> list[str]:
        if self.done:
            return []
        return [self.block.id] if self.block.kind == "user" else [name for one in self.inner for name in one.open()]

    def complete(self, name: str) -> bool:
        if self.done:
            return False
        if self.block.kind == "user":
            self.done = self.block.id == name
            return self.done
        if not any(one.complete(name) for one in self.inner):
            return False
        if all(one.done for one in self.inner):
            self.finish()
        return True

    def finish(self) -> None:
        if self.block.kind == "seq" and self.at + 1 < len(self.block.parts):
            self.at += 1
            self.inner = [Walker(self.block.parts[self.at], self.oracle)]
        elif self.block.kind == "loop" and self.oracle.pick(self.block.id):
            self.inner = [Walker(self.block.parts[0], self.oracle)]
        else:
            self.done = True


def drawn(seed: int, kinds: list[str]) -> tuple[Block, bytes, random.Random]:
    """A model that ends with one user task after everything else."""
    chance: Any = random.Random(seed)
    drawing = Drawing(chance, kinds)
    block = Block("seq", "seq0", [drawing.block(3), Block("user", "last")])
    return block, drawing.write(block).encode(), chance
