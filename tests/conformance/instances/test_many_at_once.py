"""Many instances of one activity that wait side by side: what one of them does costs and changes nothing but its own."""

import pytest

from baton.domain.engine import DeliverMessage, FireTimers
from baton.domain.instances import InstanceState
from conformance.counting import calls
from conformance.definitions import definitions
from conformance.running import Run

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><message id="m" name="news"/>'
GIVEN = '<loopDataInputRef>lines</loopDataInputRef><inputDataItem id="line"/>'
COLLECTED = (
    '<loopDataInputRef>lines</loopDataInputRef><loopDataOutputRef>found</loopDataOutputRef><inputDataItem id="line"/>'
    '<outputDataItem id="verdict"/>'
)
INSIDE = (
    '<startEvent id="b"/><userTask id="t"/><endEvent id="f"/><sequenceFlow id="b_t" sourceRef="b" targetRef="t"/>'
    '<sequenceFlow id="t_u" sourceRef="t" targetRef="u"/><userTask id="u"/><sequenceFlow id="u_f" sourceRef="u" targetRef="f"/>'
    '<boundaryEvent id="late" attachedToRef="t" cancelActivity="false"><timerEventDefinition><timeDuration>P2D</timeDuration>'
    '</timerEventDefinition></boundaryEvent><task id="noted"/><sequenceFlow id="l_n" sourceRef="late" targetRef="noted"/>'
)
IN_TURN = f'<multiInstanceLoopCharacteristics isSequential="true">{COLLECTED}</multiInstanceLoopCharacteristics>'
BESIDE = (
    f'{HEAD}<process id="p" isExecutable="true"><startEvent id="s"/><parallelGateway id="g"/><userTask id="t">{IN_TURN}</userTask>'
    '<userTask id="a"/><sequenceFlow id="a_t" sourceRef="a" targetRef="t"/><userTask id="x"/><userTask id="y"/><sequenceFlow id="s_g" sourceRef="s" targetRef="g"/>'
    '<sequenceFlow id="g_a" sourceRef="g" targetRef="a"/><sequenceFlow id="g_x" sourceRef="g" targetRef="x"/>'
    '<sequenceFlow id="x_y" sourceRef="x" targetRef="y"/></process></definitions>'
)
TIMER = "<timerEventDefinition><timeDuration>{}</timeDuration></timerEventDefinition>"
TWO_TIMERS = (
    f'{HEAD}<process id="p" isExecutable="true"><startEvent id="s"/><parallelGateway id="g"/>'
    f'<intermediateCatchEvent id="x">{TIMER.format("P2D")}</intermediateCatchEvent>'
    f'<intermediateCatchEvent id="y">{TIMER.format("P1D")}</intermediateCatchEvent><sequenceFlow id="s_g" sourceRef="s" targetRef="g"/>'
    '<sequenceFlow id="g_x" sourceRef="g" targetRef="x"/><sequenceFlow id="g_y" sourceRef="g" targetRef="y"/></process></definitions>'
)
KINDS = {
    "user tasks": ("userTask", GIVEN, ""),
    "collected user tasks": ("userTask", COLLECTED, ""),
    "receive tasks": ('receiveTask messageRef="m"', GIVEN, ""),
    "sub-processes": ("subProcess", GIVEN, INSIDE),
    "collected sub-processes": ("subProcess", COLLECTED, INSIDE),
}


def many(kind, count, restart=False):
    tag, repeated, inside = KINDS[kind]
    name = "around" if inside else "t"
    repeated = f'<multiInstanceLoopCharacteristics isSequential="false">{repeated}</multiInstanceLoopCharacteristics>'
    activity = tag.replace(" ", f' id="{name}" ', 1) if " " in tag else f'{tag} id="{name}"'
    body = (
        f'{HEAD}<process id="p" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>'
        f"<{activity}>{repeated}{inside}</{tag.partition(' ')[0]}>"
        f'<sequenceFlow id="s_a" sourceRef="s" targetRef="{name}"/><sequenceFlow id="a_e" sourceRef="{name}" targetRef="e"/>'
        "</process></definitions>"
    )
    run = Run.of(definitions({"many.bpmn": body.encode()})["p"])
    run.restart = restart
    run.start(lines=list(range(count)), total=0)
    return run


def one_step(run, kind):
    if kind == "receive tasks":
        run.tell(DeliverMessage("news", {"total": 5}, wait="t#7"))
    else:
        run.complete("t#7", total=5, verdict="good")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "receive tasks"])
def test_a_step_costs_the_same_however_many_wait_beside_it(kind):
    few, crowd = many(kind, 20), many(kind, 400)
    for run in (few, crowd):
        run.complete("t#3", total=1, verdict="good")

    assert calls(lambda: one_step(crowd, kind)) <= calls(lambda: one_step(few, kind)) + 5


@pytest.mark.parametrize("kind", KINDS)
def test_what_one_of_many_did_is_seen_alike_in_memory_and_after_a_restart(kind):
    live, restarted = many(kind, 9), many(kind, 9, restart=True)
    for run in (live, restarted):
        one_step(run, kind)
        run.later(days=3)
        run.tell(FireTimers())
        if kind != "receive tasks":
            run.complete("t#2", total=2, verdict="bad")

    assert live.bytes == restarted.bytes
    assert live.variables == restarted.variables
    assert (live.state.waits, live.state.open) == (restarted.state.waits, restarted.state.open)
    assert (live.last.closed, live.last.ending, live.last.armed) == (
        restarted.last.closed, restarted.last.ending, restarted.last.armed
    )  # fmt: skip


@pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])
def test_what_one_of_many_wrote_is_seen_while_the_others_still_wait(restart):
    run = many("user tasks", 3, restart)

    run.complete("t#2", total=7)

    assert run.variables == {"lines": [0, 1, 2], "total": 7}
    run.complete("t#1")
    assert run.variables["total"] == 7
    assert run.complete("t#3").status is InstanceState.COMPLETED


QUORUMS = {
    "numberOfCompletedInstances &gt;= 2": 2,
    "numberOfCompletedInstances / numberOfInstances &gt; 0.5": 3,
    "numberOfActiveInstances == 1": 4,
    "len([one for one in found if one == 'yes']) == 2": 3,
}


@pytest.mark.parametrize(("condition", "after"), QUORUMS.items())
@pytest.mark.parametrize("again", [1, 2])
def test_a_quorum_is_counted_among_those_who_are_asked(condition, after, again):
    repeated = COLLECTED + f"<completionCondition>{condition}</completionCondition>"
    body = (
        f'{HEAD}<process id="p" isExecutable="true"><startEvent id="s"/><userTask id="t"><multiInstanceLoopCharacteristics>{repeated}'
        '</multiInstanceLoopCharacteristics></userTask><userTask id="u"/><exclusiveGateway id="x" default="x_u"/>'
        '<sequenceFlow id="s_x" sourceRef="s" targetRef="t"/><sequenceFlow id="t_u" sourceRef="t" targetRef="u"/>'
        '<sequenceFlow id="u_x" sourceRef="u" targetRef="x"/><sequenceFlow id="x_t" sourceRef="x" targetRef="t"><conditionExpression>more'
        '</conditionExpression></sequenceFlow><endEvent id="e"/><sequenceFlow id="x_u" sourceRef="x" targetRef="e"/></process></definitions>'
    )
    run = Run.of(definitions({"many.bpmn": body.encode()})["p"])
    run.start(lines=[1, 2, 3, 4, 5])
    for turn in range(again):
        for at, verdict in enumerate(["yes", "no", "yes", "no"][:after]):
            assert [name for name in run.state.open if name.startswith("u#")] == []
            run.complete(f"t#{5 * turn + at + 1}", verdict=verdict)
        assert [name for name in run.state.open if name.startswith("t#")] == []
        run.complete(f"u#{turn + 1}", more=turn + 1 < again)
    assert run.variables["found"] == ["yes", "no", "yes", "no"][:after]


@pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])
def test_of_many_that_wrote_and_wait_again_the_newest_is_right(restart):
    run = many("sub-processes", 3, restart)

    run.complete("t#3", total=3)
    run.complete("t#1", total=1)

    assert run.variables["total"] == 3
    run.complete("u#1")
    assert run.variables["total"] == 1
    run.complete("u#2")
    run.complete("t#2")
    assert run.complete("u#3").status is InstanceState.COMPLETED


@pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])
def test_one_of_many_that_wrote_something_else_takes_nothing_back(restart):
    run = many("sub-processes", 3, restart)

    run.complete("t#3", other=1)
    run.complete("t#1", total=7)
    run.complete("u#2")

    assert (run.variables["total"], run.variables["other"]) == (7, 1)


@pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])
def test_an_activity_is_as_new_as_the_instance_of_it_that_began_last(restart):
    run = Run.of(definitions({"beside.bpmn": BESIDE.encode()})["p"])
    run.restart = restart
    run.start(lines=[1, 2], total=0)

    run.complete("a#1", total=7)
    run.complete("x#1", total=5)

    assert run.variables["total"] == 7


def test_overdue_timers_fire_one_after_the_other_in_the_order_of_their_times():
    run = Run.of(definitions({"two.bpmn": TWO_TIMERS.encode()})["p"])
    run.start()
    run.later(days=3)

    fired = run.tell(FireTimers())

    assert [move.element_id for move in fired.moves if move.state == "completed" and move.element_id in "xy"] == ["y", "x"]


def test_of_hundreds_of_timers_only_the_due_one_is_looked_at_and_ended_ones_are_forgotten():
    run = many("sub-processes", 300)
    cost = calls(lambda: run.complete("t#5"))
    run.later(days=2)

    fired = run.tell(FireTimers())

    assert sum(move.element_id == "late" and move.state == "completed" for move in fired.moves) == 299
    assert not any(wait.kind == "timer" for wait in run.state.waits.values())
    assert calls(lambda: run.complete("t#6")) < cost * 1.2
