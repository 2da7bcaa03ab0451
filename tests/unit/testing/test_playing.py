"""Stories played in memory: several starts, calls answered by hand, called processes, and bounds that nothing gets past."""

import time

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.errors import InvalidInput
from baton.domain.scenarios import Bounds, Cast
from baton.usecases import deploy, modelling
from baton.usecases.testing import trial

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">
  <message id="m" name="Order placed"/><message id="n" name="Paid"/>"""


def model(body, key="p"):
    return {f"{key}.bpmn": f'{HEAD}<process id="{key}" isExecutable="true">{body}</process></definitions>'.encode()}


def flows(*pairs):
    return "".join(f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairs)


def play(platform, files, bounds=None, **more):
    return platform.scenarios.play(Cast(files), {"title": "x", "process": "p", "as": "ann", **more}, bounds or Bounds())


STARTS = model(
    '<startEvent id="plain"/><startEvent id="ordered"><messageEventDefinition messageRef="m"/></startEvent>'
    '<startEvent id="daily"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>'
    '<userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>'
    + flows(("plain", "a"), ("ordered", "b"), ("daily", "c"), ("a", "e"), ("b", "e"), ("c", "e"))
)


@pytest.mark.parametrize(("start", "task"), [({}, "a"), ({"kind": "message", "name": "Order placed", "payload": {"n": 1}}, "b"),
                                             ({"kind": "timer", "name": "daily"}, "c")])  # fmt: skip
def test_a_story_begins_at_the_start_it_names(platform, start, task):
    found = play(platform, STARTS, start=start)
    assert [one.element_id for one in found.tasks] == [task]


def test_a_timer_start_of_the_model_starts_nothing_behind_the_back_of_the_story(platform):
    found = play(platform, STARTS, Bounds(pieces=10), step=[{"advance": "P30D"}])
    assert found.troubles == ()


def test_a_start_that_does_not_exist_is_refused_with_the_ones_there_are(platform):
    found = play(platform, STARTS, start={"kind": "message", "name": "Other"})
    assert found.state == "not started"
    assert "Order placed" in str(found.refused)


CALL = model(
    '<startEvent id="s"/><serviceTask id="call"><extensionElements><s:serviceTaskOperator id="notice.send" resultVariable="got">'
    '<s:parameters><s:parameter id="to" type="str" value="\'ann\'"/><s:parameter id="text" type="str" value="\'hi\'"/></s:parameters></s:serviceTaskOperator></extensionElements></serviceTask>'
    '<endEvent id="e"/>' + flows(("s", "call"), ("call", "e"))
)


def test_calls_wait_for_the_story_to_answer_when_it_says_so(platform):
    assert play(platform, CALL).state == "completed"
    waiting = play(platform, CALL, hold=True)
    assert [(job.operation, dict(job.parameters)) for job in waiting.jobs] == [("notice.send", {"to": "ann", "text": "hi"})]
    answered = play(platform, CALL, hold=True, step=[{"reply": "notice.send", "with": {"id": 7}}])
    assert (answered.state, answered.variables["got"]) == ("completed", {"id": 7})


LATE = model(
    '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/><endEvent id="x"/><userTask id="b"/>'
    '<boundaryEvent id="day" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>'
    '<boundaryEvent id="two" attachedToRef="a"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>'
    '<boundaryEvent id="four" attachedToRef="b"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>'
    '<serviceTask id="call"><extensionElements><s:serviceTaskOperator id="notice.send"/></extensionElements></serviceTask>'
    + flows(("s", "a"), ("a", "e"), ("day", "call"), ("call", "x"), ("two", "b"), ("b", "e"), ("four", "e"))
)


def test_a_call_that_nobody_answered_keeps_no_timer_from_firing_at_its_own_time(platform):
    found = play(platform, LATE, hold=True, at="2026-03-02T09:00:00Z", step=[{"advance": "PT72H"}])
    assert [task.element_id for task in found.tasks] == ["b"]
    assert [wait.due_at.isoformat() for wait in found.waits] == ["2026-03-06T09:00:00+00:00"]
    assert [job.operation for job in found.jobs] == ["notice.send"]


def test_a_call_that_fails_becomes_an_incident(platform):
    found = play(platform, CALL, hold=True, step=[{"fail": "notice.send"}])
    assert [one.element_id for one in found.incidents] == ["call"]


PARENT = model(
    '<startEvent id="s"/><callActivity id="sub" calledElement="child"/><endEvent id="e"/>' + flows(("s", "sub"), ("sub", "e"))
)
CHILD = model(
    '<startEvent id="cs"/><userTask id="inner" name="Inner"/><endEvent id="ce"/>' + flows(("cs", "inner"), ("inner", "ce")),
    "child",
)


def test_a_called_process_runs_whether_it_is_in_the_draft_or_deployed(platform, admin):
    assert [task.element_id for task in play(platform, PARENT | CHILD).tasks] == ["inner"]
    draft = modelling.new_draft(platform, admin, "Parent", PARENT)
    with pytest.raises(InvalidInput, match="cannot run yet"):
        platform.scenarios.play(trial.stage(platform, admin, draft.id, {}), {"title": "x", "process": "p"}, Bounds())
    deploy.deploy(platform, PLATFORM, CHILD)
    cast = trial.stage(platform, admin, draft.id, {})
    found = platform.scenarios.play(cast, {"title": "x", "process": "p", "step": [{"complete": "inner"}]}, Bounds())
    assert (found.state, found.troubles) == ("completed", ())


LOOP = model(
    '<startEvent id="s"/><scriptTask id="count"><script>n = n + 1</script></scriptTask><exclusiveGateway id="again" default="more"/><endEvent id="e"/>'
    '<sequenceFlow id="in" sourceRef="s" targetRef="count"/><sequenceFlow id="to" sourceRef="count" targetRef="again"/>'
    '<sequenceFlow id="more" sourceRef="again" targetRef="count"/>'
    '<sequenceFlow id="out" sourceRef="again" targetRef="e"><conditionExpression xsi:type="tFormalExpression">n &lt; 0</conditionExpression></sequenceFlow>'
)
HANGS = model(
    '<startEvent id="s"/><scriptTask id="x"><script>while True:\n    pass</script></scriptTask><endEvent id="e"/>'
    + flows(("s", "x"), ("x", "e"))
)
TICKS = model(
    '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/><endEvent id="t"/>'
    '<boundaryEvent id="tick" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle>R/PT1S</timeCycle></timerEventDefinition></boundaryEvent>'
    + flows(("s", "a"), ("a", "e"), ("tick", "t"))
)


def test_a_script_that_never_ends_is_an_incident_with_a_sentence(platform):
    found = play(platform, HANGS)
    assert [one.element_id for one in found.incidents] == ["x"]
    assert found.incidents[0].message


def test_a_model_that_turns_in_circles_is_stopped(platform):
    began = time.monotonic()
    found = play(platform, LOOP, **{"with": {"n": 0}})
    assert found.incidents or found.refused
    assert time.monotonic() - began < 60


def test_a_clock_that_fires_every_second_for_a_year_is_stopped_in_words(platform):
    began = time.monotonic()
    found = play(platform, TICKS, Bounds(seconds=2, pieces=100_000), step=[{"advance": "P365D"}])
    assert "ran for more than 2 seconds" in str(found.refused)
    assert time.monotonic() - began < 20
    few = play(platform, TICKS, Bounds(pieces=20), step=[{"advance": "P365D"}])
    assert "more than 20 timers and jobs came due" in str(few.refused)
    assert [task.element_id for task in few.tasks] == ["a"]


def test_a_story_with_too_many_steps_is_not_played(platform):
    found = play(platform, STARTS, Bounds(steps=3), step=[{"advance": "PT1H"}] * 4)
    assert "has 4 steps" in str(found.refused)


@pytest.mark.parametrize(
    "step", [{"advance": "soon"}, {"advance": "P99999999W"}, {"complete": "a", "nth": 5}, {"reply": "x.y", "expect": {"open": 3}}]
)
def test_a_step_that_makes_no_sense_says_so(platform, step):
    found = play(platform, STARTS, step=[step])
    assert found.troubles
    assert found.troubles[0].step == 1


def test_a_story_survives_being_written_and_read(platform):
    story = {
        "title": "Says “what” should\nhappen", "process": "p", "as": "ann", "at": "2026-03-02T09:00:00Z", "hold": True,
        "start": {"kind": "message", "name": "Order placed", "payload": {"lines": [{"n": 1}], "when": "2026-01-01"}},
        "with": {"amount": 1.5, "ok": True, "text": 'quotes " and \\ too'},
        "step": [{"complete": "a", "as": "bob", "with": {"deep": {"er": [1, 2]}}, "expect": {"open": [], "variables": {"x": "y"}}}],
        "expect": {"state": "completed"},
    }  # fmt: skip
    assert platform.scenarios.read("x.scenario.toml", platform.scenarios.write(story)) == story


def test_what_has_no_value_is_left_out_of_the_file(platform):
    written = platform.scenarios.write({"title": "x", "process": "p", "with": {"a": None, "b": 1}})
    assert platform.scenarios.read("x.toml", written) == {"title": "x", "process": "p", "with": {"b": 1}}
    with pytest.raises(InvalidInput, match="empty entry"):
        platform.scenarios.write({"title": "x", "process": "p", "with": {"a": [None]}})
