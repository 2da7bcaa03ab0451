"""Letting an instance go on under another version: what is predicted happens, and then it runs to its end."""

from dataclasses import dataclass, field

import pytest

from baton.domain.engine import DeliverMessage
from baton.domain.errors import CannotMigrate
from baton.domain.instances import InstanceState
from baton.domain.migration import Fate
from conformance.migration.edits import CATCH, MESSAGE, call, first_of, many, nodes, pause, script, sub, timer, version
from conformance.running import Run

BASIC = nodes("start:s user:a user:b end:e")
BOTH = nodes("start:s and:f user:a user:b and:j user:c end:e")
BLOCK = "s>f>a>j>c>e f>b>j"
CHOICE = nodes("start:s xor:f user:a user:b xor:j user:c end:e")
CHOSEN = "s>f?True>a>j>c>e f?False>b>j"
LOOP = '<userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>'
LISTENER = (
    '<subProcess id="es" triggeredByEvent="true"><startEvent id="ess" isInterrupting="false"><timerEventDefinition>'
    '<timeDuration>{}</timeDuration></timerEventDefinition></startEvent><userTask id="esu"/><endEvent id="ese"/>'
    '<sequenceFlow id="es1" sourceRef="ess" targetRef="esu"/><sequenceFlow id="es2" sourceRef="esu" targetRef="ese"/></subProcess>'
)


INNER = sub("u", nodes("start:us user:a end:ue"), "us>a>ue")
SOME = nodes("start:s or:f user:a user:b or:j user:c end:e")
SOME_WAYS = "s>f?True>a>j>c>e f?True>b>j"


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
    Edit("another message", (BASIC + CATCH, "s>w>a>b>e", MESSAGE.format("paid")), (BASIC + CATCH, "s>w>a>b>e", MESSAGE.format("settled")),
         Fate.MIGRATES),
    Edit("a message kept", (BASIC + CATCH, "s>w>a>b>e", MESSAGE.format("paid")), (BASIC + CATCH, "s>w>b>e", MESSAGE.format("paid")),
         Fate.MIGRATES),
    Edit("the first of two events, one changed", first_of("PT1H"), first_of("PT3H"), Fate.MIGRATES),
    Edit("the first of two events, kept", first_of("PT1H"), first_of("PT1H", "y"), Fate.MIGRATES),
    Edit("a call of another process", call("inner"), call("other"), Fate.CANNOT, says="calls another process"),
    Edit("the called process changed ahead", call("inner"), call("inner", "is>ia>ix>ie"), Fate.MIGRATES),
    Edit("a deadline on what runs inside", (nodes("start:s user:b end:e") + INNER, "s>u>b>e"),
         (nodes("start:s user:b end:e") + INNER + timer("t", "u", "PT1H"), "s>u>b>e t>b"), Fate.MIGRATES),
    Edit("a deadline gone from what runs inside", (nodes("start:s user:b end:e") + INNER + timer("t", "u", "PT1H"), "s>u>b>e t>b"),
         (nodes("start:s user:b end:e") + INNER, "s>u>b>e"), Fate.MIGRATES),
    Edit("a reminder that has fired does not fire again", (BASIC + timer("t", "b", "PT1H", False) + nodes("user:r"), "s>a>b>e t>r>e"),
         (BASIC + timer("t", "b", "PT1H", False) + nodes("user:r user:x"), "s>a>b>x>e t>r>e"), Fate.MIGRATES, ("a#1", "timer")),
    Edit("a repeated sub-process goes on", (nodes("start:s user:b end:e") + many("start:us user:a end:ue", "us>a>ue"), "s>u>b>e"),
         (nodes("start:s user:b user:x end:e") + many("start:us user:a end:ue", "us>a>ue"), "s>u>x>b>e"), Fate.MIGRATES, ("a#2",)),
    Edit("a repeated sub-process, changed inside", (nodes("start:s user:b end:e") + many("start:us user:a end:ue", "us>a>ue"), "s>u>b>e"),
         (nodes("start:s user:b end:e") + many("start:us user:a user:y end:ue", "us>a>y>ue"), "s>u>b>e"), Fate.MIGRATES, ("a#2",)),
    Edit("a choice that a waiting branch has passed becomes a block",
         (nodes("start:s and:f user:a user:b user:d xor:g xor:h and:j end:e"), "s>f>a>j>e f>g>b>h>j"),
         (nodes("start:s and:f user:a user:b user:d and:g and:h and:j end:e"), "s>f>a>j>e f>g>b>h>j g>d>h"), Fate.UNAFFECTED, ("b#1",)),
    Edit("what a waiting branch has passed is repeated now", (BOTH, BLOCK),
         (nodes("start:s and:f user:b and:j user:c end:e") + LOOP, BLOCK), Fate.CANNOT, ("a#1",), says="repeated"),
    Edit("some of several ways", (SOME, SOME_WAYS), (SOME + nodes("user:x"), SOME_WAYS.replace("j>c", "j>x>c")), Fate.MIGRATES, ("a#1",)),
    Edit("some of several ways, one more", (SOME, SOME_WAYS), (SOME + nodes("user:x"), SOME_WAYS + " f?True>x>j"), Fate.UNAFFECTED, ("a#1",)),
    Edit("a way less of those that were taken", (SOME, SOME_WAYS), (nodes("start:s or:f user:b or:j user:c end:e"), "s>f?True>b>j>c>e"),
         Fate.CANNOT, ("a#1",), says="no flow leads so"),
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
    for told in edit.told:
        if told == "timer":
            run.wait_for_timer()
        else:
            run.complete(told, **{f"by_{told.partition('#')[0]}": 1})
    return run


def finish(run):
    """Complete whatever is open and let time pass, until the instance is over."""
    for _ in range(40):
        if run.last.status is not InstanceState.ACTIVE:
            return
        open_tasks = sorted(activity for activity, standing in run.state.open.items() if standing.task)
        messages = [wait for wait in run.state.waits.values() if wait.kind == "message"]
        if open_tasks:
            run.complete(open_tasks[0])
        elif messages:
            run.tell(DeliverMessage(messages[0].name, wait=messages[0].key))
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


def waits_after(old, new, *, hours, told=()):
    """What an instance waits for, and until when, after it was migrated so many hours after its start."""
    run = run_at(Edit("", old, new, Fate.MIGRATES, told))
    begun = run.now
    run.later(hours=hours)
    run.migrate(version(*new, number=2))
    return {wait.element_id: (wait.due_at - begun).total_seconds() / 3600 for wait in run.state.waits.values()}


def test_a_timer_that_is_as_it_was_keeps_its_hour_and_a_changed_one_begins_anew():
    paused = BASIC + pause("w", "PT8H")
    assert waits_after((paused, "s>w>a>b>e"), (paused, "s>w>b>a>e"), hours=3) == {"w": 8}
    assert waits_after((paused, "s>w>a>b>e"), (BASIC + pause("w", "PT9H"), "s>w>a>b>e"), hours=3) == {"w": 12}
    guarded = BASIC + timer("t", "a", "PT8H")
    assert waits_after((guarded, "s>a>b>e t>e"), (guarded, "s>a>b>e t>b"), hours=3) == {"t": 8}
    assert waits_after((guarded, "s>a>b>e t>e"), (BASIC + timer("t", "a", "PT9H"), "s>a>b>e t>e"), hours=3) == {"t": 12}
    assert waits_after((BASIC, "s>a>b>e"), (guarded, "s>a>b>e t>e"), hours=3) == {"t": 11}


def test_a_reminder_that_has_fired_does_not_listen_again():
    reminded = BASIC + timer("t", "a", "PT1H", False) + nodes("user:r")
    again = BASIC + timer("t", "a", "PT1H", False) + nodes("user:r user:x")
    assert waits_after((reminded, "s>a>b>e t>r>e"), (again, "s>a>x>b>e t>r>e"), hours=0, told=("timer",)) == {}


def test_the_label_of_a_timer_is_no_part_of_what_it_waits_for():
    named = BASIC + timer("t", "a", "PT8H").replace("<boundaryEvent ", '<boundaryEvent name="Too late" ')
    assert waits_after((BASIC + timer("t", "a", "PT8H"), "s>a>b>e t>e"), (named, "s>a>b>e t>e"), hours=3) == {"t": 8}


def test_what_a_branch_wrote_before_a_migration_is_merged_as_if_there_had_been_none():
    """The token that begins anew must not bring back what its branch was given at the split."""
    new = (BOTH.replace('<userTask id="b"/>', '<userTask id="b2"/>'), "s>f>a>j>c>e f>b2>j")
    run = run_at(Edit("", (BOTH, BLOCK), new, Fate.MIGRATES))
    run.complete("a#1", n=2)
    run.migrate(version(*new, number=2), {"b": "b2"})
    run.complete("b2#1", m=3)
    assert run.variables == {"order": {"lines": [1]}, "n": 2, "m": 3}


def test_a_token_that_begins_anew_brings_nothing_stale_to_its_join():
    """What was written before the split and changed beside it since: the branch that begins anew did not change it."""
    before = BOTH + nodes("user:p0")
    run = run_at(Edit("", (before, f"s>p0>{BLOCK[2:]}"), (), Fate.MIGRATES))
    run.complete("p0#1", k=1)
    run.complete("a#1", k=2)
    run.migrate(version(before.replace('<userTask id="b"/>', '<manualTask id="b"/>'), f"s>p0>{BLOCK[2:]}", number=2), {"b": "b"})
    run.complete("b#2", m=3)
    assert run.variables == {"order": {"lines": [1]}, "n": 1, "k": 2, "m": 3}


def test_a_join_that_needs_no_more_than_has_come_goes_on_at_once():
    """An instance that the old version would have kept waiting for ever is set free."""
    old = (nodes("start:s and:f user:a user:b xor:g and:j user:c end:e end:e2"), "s>f>a>j>c>e f>b>g g?False>j g?True>e2")
    new = (nodes("start:s and:f user:a user:b and:j user:c end:e end:e2"), "s>f>a>j>c>e f>b>e2")
    run = run_at(Edit("", old, new, Fate.MIGRATES, ("a#1", "b#1")))
    assert [name for name, standing in run.state.open.items() if standing.task] == []

    done = run.migrate(version(*new, number=2))

    assert [task.element_id for task in done.opened] == ["c"]
    finish(run)
    assert run.replayed() == run.bytes
