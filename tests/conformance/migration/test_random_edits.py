"""Random models, edited at random while an instance stands anywhere in them: it is refused, or it ends as it should."""

import random
from collections import Counter

import pytest

from baton.domain.errors import CannotMigrate
from baton.domain.instances import InstanceState
from conformance.migration.edits import nodes, version
from conformance.running import Run

SEEDS = [*range(150), 1137, 2135, 2693, 3721]
MOST_TASKS = 200


class Tree:
    """A block-structured model: tasks one after the other, and blocks of branches that all run or of which the first does."""

    def __init__(self, chance):
        self.chance, self.count = chance, 0
        self.steps = self._sequence(2)

    def _new(self):
        self.count += 1
        return f"u{self.count}"

    def _sequence(self, depth):
        return [self._step(depth) for _ in range(self.chance.randint(1, 3))]

    def _step(self, depth):
        if depth and self.chance.random() < 0.5:
            kind = self.chance.choice(["and", "and", "xor"])
            return [kind, f"g{self._new()}", [self._sequence(depth - 1) for _ in range(self.chance.randint(2, 3))]]
        return self._new()

    def sequences(self, steps=None):
        steps = self.steps if steps is None else steps
        yield steps
        for step in steps:
            for branch in step[2] if isinstance(step, list) else ():
                yield from self.sequences(branch)

    def blocks(self):
        return [step for steps in self.sequences() for step in steps if isinstance(step, list)]

    def edit(self):
        """Change one thing; the mapping that makes it whole, where there is one."""
        steps = self.chance.choice(list(self.sequences()))
        at, blocks = self.chance.randrange(len(steps)), self.blocks()
        what = self.chance.choice(["insert", "remove", "rename", "turn", "branch", "prune"])
        if what == "insert":
            steps.insert(at, self._new())
        elif what == "remove" and isinstance(steps[at], str) and len(steps) > 1:
            del steps[at]
        elif what == "rename" and isinstance(steps[at], str):
            old, steps[at] = steps[at], self._new()
            return {old: steps[at]}
        elif blocks:
            block = self.chance.choice(blocks)
            if what == "turn":
                block[0] = "xor" if block[0] == "and" else "and"
            elif what == "branch":
                block[2].append([self._new()])
            elif len(block[2]) > 1:
                block[2].pop(self.chance.randrange(len(block[2])))
        return {}

    def version(self, number):
        self.found, self.paths = ["start:s", "end:e"], []
        self._link(self._write(self.steps, "s"), "e")
        return version(nodes(" ".join(self.found)), " ".join(self.paths), number=number)

    def _link(self, source, target):
        self.paths.append(f"{source}>{target}")

    def _write(self, steps, before):
        for step in steps:
            if isinstance(step, str):
                self.found.append(f"user:{step}")
                self._link(before, step)
                before = step
            else:
                before = self._block(step, before)
        return before

    def _block(self, block, before):
        kind, name, branches = block
        self.found += [f"{kind}:{name}s", f"{kind}:{name}j"]
        self._link(before, f"{name}s")
        for number, branch in enumerate(branches):
            opening = f"{name}s?{number == 0}" if kind == "xor" else f"{name}s"
            self._link(self._write(branch, opening), f"{name}j")
        return f"{name}j"


def open_tasks(run):
    return sorted(name for name, standing in run.state.open.items() if standing.task)


def walk(run, chance, steps):
    """Complete so many open tasks, whichever; every instance has to come to its end."""
    for number in range(steps):
        if run.last.status is not InstanceState.ACTIVE:
            return
        found = open_tasks(run)
        assert found, f"waits for nobody: {run.bytes}"
        run.complete(chance.choice(found), **{f"w{number}": number})


@pytest.mark.parametrize("seed", SEEDS)
def test_an_edited_instance_is_refused_or_ends_with_nothing_done_twice(seed):
    chance = random.Random(seed)
    tree = Tree(chance)
    run = Run.of(tree.version(1))
    run.start(n=1)
    walk(run, chance, chance.randint(0, 5))
    if run.last.status is not InstanceState.ACTIVE:
        return
    mapping = {}
    for _ in range(chance.randint(1, 2)):
        mapping |= tree.edit()
    target, before = tree.version(2), run.bytes
    elements = target.outline.elements
    mapping = {old: new for old, new in mapping.items() if new in elements}

    plan = run.engine.plan(run.state, target, mapping, run.now)
    if plan.obstacles:
        with pytest.raises(CannotMigrate):
            run.migrate(target, mapping)
        assert run.bytes == before
    else:
        kept = {mapping.get(name.partition("#")[0], name.partition("#")[0]) for name in open_tasks(run)}
        run.migrate(target, mapping)
        assert {name.partition("#")[0] for name in open_tasks(run)} >= kept
    walk(run, chance, MOST_TASKS)

    assert run.last.status is InstanceState.COMPLETED
    assert run.replayed() == run.bytes
    done = Counter(command.activity.partition("#")[0] for command, _ in run.journal if hasattr(command, "activity"))
    assert set(done.values()) <= {1}, done
