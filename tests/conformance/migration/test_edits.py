"""Letting an instance go on under another version: what is predicted happens, and then it runs to its end."""

from dataclasses import dataclass, field

import pytest

from baton.domain.engine import Migrate
from baton.domain.errors import CannotMigrate
from baton.domain.instances import InstanceState
from baton.domain.migration import Fate
from conformance.migration.edits import nodes, pause, script, sub, timer, version
from conformance.running import Run

BASIC = nodes("start:s user:a user:b end:e")
BOTH = nodes("start:s and:f user:a user:b and:j user:c end:e")
BLOCK = "s>f>a>j>c>e f>b>j"
CHOICE = nodes("start:s xor:f user:a user:b xor:j user:c end:e")
CHOSEN = "s>f?True>a>j>c>e f?False>b>j"
LOOP = '<userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>'
MESSAGE = '<message id="m1" name="{}"/>'
CATCH = '<intermediateCatchEvent id="w"><messageEventDefinition messageRef="m1"/></intermediateCatchEvent>'
LISTENER = (
    '<subProcess id="es" triggeredByEvent="true"><startEvent id="ess" isInterrupting="false"><timerEventDefinition>'
    '<timeDuration>{}</timeDuration></timerEventDefinition></startEvent><userTask id="esu"/><endEvent id="ese"/>'
    '<sequenceFlow id="es1" sourceRef="ess" targetRef="esu"/><sequenceFlow id="es2" sourceRef="esu" targetRef="ese"/></subProcess>'
)


@dataclass
class Edit:
    """A model, what was done to it, where an instance stands, and what is to be expected."""

    name: str
    old: tuple
    new: tuple
    fate: Fate
    told: tuple = ()
    mapping: dict = field(default_factory=dict)
    says: str = ""


EDITS = [
    Edit("behind the token", (BASIC, "s>a>b>e"), (BASIC + nodes("user:x"), "s>x>a>b>e"), Fate.UNAFFECTED),
    Edit("behind the token, at the second task", (BASIC, "s>a>b>e"), (nodes("start:s user:b end:e"), "s>b>e"), Fate.UNAFFECTED, ("a#1",)),
    Edit("ahead of the token", (BASIC, "s>a>b>e"), (BASIC + nodes("user:x"), "s>a>x>b>e"), Fate.MIGRATES),
    Edit("removed ahead", (BASIC, "s>a>b>e"), (nodes("start:s user:a end:e"), "s>a>e"), Fate.MIGRATES),
    Edit("removed where it waits", (BASIC, "s>a>b>e"), (nodes("start:s user:b end:e"), "s>b>e"), Fate.NEEDS_MAPPING, says="does not have"),
    Edit("removed, mapped to the next", (BASIC, "s>a>b>e"), (nodes("start:s user:b end:e"), "s>b>e"), Fate.MIGRATES, mapping={"a": "b"}),
    Edit("renamed", (BASIC, "s>a>b>e"), (nodes("start:s user:a2 user:b end:e"), "s>a2>b>e"), Fate.NEEDS_MAPPING),
    Edit("renamed and mapped", (BASIC, "s>a>b>e"), (nodes("start:s user:a2 user:b end:e"), "s>a2>b>e"), Fate.MIGRATES, mapping={"a": "a2"}),
    Edit("mapped to nowhere", (BASIC, "s>a>b>e"), (nodes("start:s user:b end:e"), "s>b>e"), Fate.CANNOT, mapping={"a": "zzz"}, says="no element"),
    Edit("another kind", (BASIC, "s>a>b>e"), (nodes("start:s user:b end:e") + script("a", "x = 1"), "s>a>b>e"), Fate.NEEDS_MAPPING),
    Edit("another kind, begun anew", (BASIC, "s>a>b>e"), (nodes("start:s user:b end:e") + script("a", "x = 1"), "s>a>b>e"),
         Fate.MIGRATES, mapping={"a": "a"}),
    Edit("a deadline more", (BASIC, "s>a>b>e"), (BASIC + timer("t", "a", "PT1H"), "s>a>b>e t>e"), Fate.MIGRATES),
    Edit("a reminder more", (BASIC, "s>a>b>e"), (BASIC + timer("t", "a", "PT1H", False) + script("r", "reminded = True"), "s>a>b>e t>r"),
         Fate.MIGRATES),
    Edit("a deadline less", (BASIC + timer("t", "a", "PT1H"), "s>a>b>e t>e"), (BASIC, "s>a>b>e"), Fate.MIGRATES),
    Edit("a deadline changed", (BASIC + timer("t", "a", "PT1H"), "s>a>b>e t>e"), (BASIC + timer("t", "a", "PT9H"), "s>a>b>e t>e"),
         Fate.MIGRATES),
    Edit("a deadline kept", (BASIC + timer("t", "a", "PT1H"), "s>a>b>e t>e"),
         (BASIC + timer("t", "a", "PT1H") + nodes("user:x"), "s>a>b>x>e t>e"), Fate.MIGRATES),
    Edit("a branch more in an open block", (BOTH, BLOCK), (BOTH + nodes("user:x"), BLOCK + " f>x>j"), Fate.CANNOT, says="for ever"),
    Edit("a branch less that nobody entered", (BOTH, BLOCK), (nodes("start:s and:f user:b and:j user:c end:e"), "s>f>b>j>c>e"),
         Fate.NEEDS_MAPPING),
    Edit("a branch less that has come", (BOTH, BLOCK), (nodes("start:s and:f user:b and:j user:c end:e"), "s>f>b>j>c>e"),
         Fate.CANNOT, ("a#1",), says="no flow leads so"),
    Edit("a task more in a branch", (BOTH, BLOCK), (BOTH + nodes("user:x"), "s>f>a>x>j>c>e f>b>j"), Fate.MIGRATES),
    Edit("a task more behind the join", (BOTH, BLOCK), (BOTH + nodes("user:x"), "s>f>a>j>x>c>e f>b>j"), Fate.MIGRATES, ("b#1",)),
    Edit("a task more in a branch that has come", (BOTH, BLOCK), (BOTH + nodes("user:x"), "s>f>a>x>j>c>e f>b>j"), Fate.CANNOT, ("a#1",)),
    Edit("a block becomes a choice", (BOTH, BLOCK), (CHOICE, CHOSEN), Fate.CANNOT, says="unjoined"),
    Edit("a choice becomes a block", (CHOICE, CHOSEN), (BOTH, BLOCK), Fate.CANNOT, says="for ever"),
    Edit("a choice becomes a block, behind it", (CHOICE, CHOSEN), (BOTH, BLOCK), Fate.UNAFFECTED, ("a#1",)),
    Edit("a choice decides otherwise ahead", (BASIC, "s>a>b>e"), (BASIC + nodes("xor:g"), "s>a>g?True>e g?False>b>e"), Fate.MIGRATES),
    Edit("moved into a sub-process", (BASIC, "s>a>b>e"),
         (nodes("start:s user:b end:e") + sub("u", nodes("start:us user:a end:ue"), "us>a>ue"), "s>u>b>e"), Fate.NEEDS_MAPPING),
    Edit("moved into a sub-process that takes its place", (BASIC, "s>a>b>e"),
         (nodes("start:s user:b end:e") + sub("u", nodes("start:us user:a end:ue"), "us>a>ue"), "s>u>b>e"), Fate.MIGRATES, mapping={"a": "u"}),
    Edit("out of a sub-process", (nodes("start:s user:b end:e") + sub("u", nodes("start:us user:a end:ue"), "us>a>ue"), "s>u>b>e"),
         (BASIC, "s>a>b>e"), Fate.NEEDS_MAPPING),
    Edit("out of a sub-process, mapped", (nodes("start:s user:b end:e") + sub("u", nodes("start:us user:a end:ue"), "us>a>ue"), "s>u>b>e"),
         (BASIC, "s>a>b>e"), Fate.MIGRATES, mapping={"u": "a"}),
    Edit("inside of a sub-process", (nodes("start:s user:b end:e") + sub("u", nodes("start:us user:a end:ue"), "us>a>ue"), "s>u>b>e"),
         (nodes("start:s user:b end:e") + sub("u", nodes("start:us user:a user:x end:ue"), "us>a>x>ue"), "s>u>b>e"), Fate.MIGRATES),
    Edit("a sub-process with another id", (nodes("start:s user:b end:e") + sub("u", nodes("start:us user:a end:ue"), "us>a>ue"), "s>u>b>e"),
         (nodes("start:s user:b end:e") + sub("v", nodes("start:us user:a end:ue"), "us>a>ue"), "s>v>b>e"), Fate.MIGRATES, mapping={"u": "v"}),
    Edit("repeated, changed ahead", (nodes("start:s user:b end:e") + LOOP, "s>a>b>e"),
         (nodes("start:s user:b user:x end:e") + LOOP, "s>a>x>b>e"), Fate.MIGRATES, ("a#1",)),
    Edit("repeated one after the other", (nodes("start:s user:b end:e") + LOOP, "s>a>b>e"),
         (nodes("start:s user:b end:e") + LOOP.replace("<multi", '<multi', 1).replace("Characteristics>", 'Characteristics isSequential="true">', 1),
          "s>a>b>e"), Fate.CANNOT, says="repeated"),
    Edit("repeated no more", (nodes("start:s user:b end:e") + LOOP, "s>a>b>e"), (BASIC, "s>a>b>e"), Fate.CANNOT, says="repeated"),
    Edit("repeated now", (BASIC, "s>a>b>e"), (nodes("start:s user:b end:e") + LOOP, "s>a>b>e"), Fate.NEEDS_MAPPING),
    Edit("repeated now, begun anew", (BASIC, "s>a>b>e"), (nodes("start:s user:b end:e") + LOOP, "s>a>b>e"), Fate.MIGRATES, mapping={"a": "a"}),
    Edit("a pause changed", (BASIC + pause("w", "PT1H"), "s>w>a>b>e"), (BASIC + pause("w", "PT2H"), "s>w>a>b>e"), Fate.MIGRATES),
    Edit("a pause kept", (BASIC + pause("w", "PT1H"), "s>w>a>b>e"), (BASIC + pause("w", "PT1H"), "s>w>b>a>e"), Fate.MIGRATES),
    Edit("an event sub-process more", (BASIC, "s>a>b>e"), (BASIC + LISTENER.format("PT1H"), "s>a>b>e"), Fate.MIGRATES),
    Edit("an event sub-process less", (BASIC + LISTENER.format("PT1H"), "s>a>b>e"), (BASIC, "s>a>b>e"), Fate.MIGRATES),
    Edit("an event sub-process changed", (BASIC + LISTENER.format("PT1H"), "s>a>b>e"), (BASIC + LISTENER.format("PT2H"), "s>a>b>e"), Fate.MIGRATES),
    Edit("an event sub-process kept", (BASIC + LISTENER.format("PT1H"), "s>a>b>e"),
         (BASIC + nodes("user:x") + LISTENER.format("PT1H"), "s>a>x>b>e"), Fate.MIGRATES),
]  # fmt: skip


def run_at(edit):
    """An instance of the old version where the edit finds it."""
    run = Run.of(version(*edit.old))
    run.start(order={"lines": [1]}, n=1)
    for activity in edit.told:
        run.complete(activity, **{f"by_{activity.partition('#')[0]}": 1})
    return run


def finish(run):
    """Complete whatever is open and let time pass, until the instance is over."""
    for _ in range(40):
        if run.last.status is not InstanceState.ACTIVE:
            return
        open_tasks = sorted(activity for activity, standing in run.state.open.items() if standing.task)
        if open_tasks:
            run.complete(open_tasks[0])
        else:
            run.wait_for_timer()
    raise AssertionError(f"never ends: {run.state.open}")


@pytest.mark.parametrize("edit", EDITS, ids=[edit.name for edit in EDITS])
def test_what_is_predicted_happens_and_the_instance_runs_to_its_end(edit):
    run, target = run_at(edit), version(*edit.new, number=2)
    before = run.bytes

    plan = run.engine.plan(run.state, target, edit.mapping, run.now)

    assert plan.fate is edit.fate, plan.obstacles
    assert edit.says in " ".join(obstacle.message for obstacle in plan.obstacles)
    assert run.bytes == before, "looking changed the state"
    if plan.obstacles:
        with pytest.raises(CannotMigrate):
            run.migrate(target, edit.mapping)
        assert run.bytes == before, "a refused migration changed the state"
    else:
        run.migrate(target, edit.mapping)
        assert run.replayed() == run.bytes
        assert run.reloaded() == run.bytes
    finish(run)
    assert run.replayed() == run.bytes
    assert run.variables["order"] == {"lines": [1]}


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit.fate is Fate.MIGRATES], ids=lambda edit: edit.name)
def test_a_migrated_instance_goes_on_as_one_read_from_its_bytes(edit):
    """What is kept in memory after a migration and what its bytes say must lead to the same end."""
    run, again = run_at(edit), run_at(edit)
    target = version(*edit.new, number=2)
    for one in (run, again):
        one.migrate(target, edit.mapping)
    again.restart = True
    for one in (run, again):
        finish(one)
    assert run.bytes == again.bytes
    assert [str(entry) for entry in run.journal] == [str(entry) for entry in again.journal]


def test_a_migration_stands_in_the_journal_as_a_command():
    assert Migrate("p:2", {"a": "b"}) == Migrate("p:2", {"a": "b"})
