"""A model told in words: its steps in the order of the flows, who has which part, where each step leads."""

from pathlib import Path

import pytest

from baton.domain.documentation import Roles, Way
from baton.engine.describing.describer import ModelDescriber

PACK = Path(__file__).parents[3] / "process_models" / "order-to-cash" / "models"
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1" targetNamespace="t">'
    '<process id="p" name="Purchase" isExecutable="true"><documentation>Why we buy.</documentation>'
)
BODY = """
<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="ask"/>
<userTask id="ask" name="Ask" default="f3"><extensionElements><baton:task candidateGroups="Buyers, Sellers" dueDate="P2D" {parts}/></extensionElements></userTask>
<boundaryEvent id="late" name="too late" attachedToRef="ask"><timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>
<sequenceFlow id="f2" sourceRef="late" targetRef="boss"/>
<userTask id="boss" name="Decide"><extensionElements><baton:task assignee="chief"/></extensionElements></userTask>
<sequenceFlow id="f3" sourceRef="ask" targetRef="together"/><sequenceFlow id="f4" sourceRef="boss" targetRef="together"/>
<exclusiveGateway id="together"/><sequenceFlow id="f5" sourceRef="together" targetRef="e"/>
<endEvent id="e" name="Bought"/></process></definitions>"""


def described(parts: str = ""):
    files = {"a.bpmn": (HEAD + BODY.replace("{parts}", parts)).encode(), "b.dmn": b"<x/>", "broken.bpmn": b"<definitions"}
    return ModelDescriber(None).describe(files)  # type: ignore[arg-type]


def test_steps_stand_in_the_order_of_the_flows_and_broken_files_are_left_out():
    (process,) = described()
    assert [step.name or step.id for step in process.steps] == ["s", "Ask", "Bought", "Decide"]
    assert (process.title, process.documentation, process.starts) == ("Purchase", "Why we buy.", ("Somebody starts it.",))


def test_a_gateway_where_paths_only_come_together_is_not_a_step_and_is_looked_through():
    (process,) = described()
    ask = process.steps[1]
    assert ask.ways == (Way("Bought", "otherwise"), Way("Decide", by="too late"))


def test_whoever_gets_it_when_time_runs_out_answers_for_it():
    (process,) = described()
    assert process.steps[1].roles == Roles(("Buyers", "Sellers"), ("chief",))
    assert ("Timer", "after 3 days – too late") in process.steps[1].facts
    assert ("Due", "P2D") in process.steps[1].facts


def test_parts_that_are_written_down_win():
    (process,) = described('accountable="Head of buying" consulted="Legal" informed="Sales, Stock"')
    assert process.steps[1].roles == Roles(("Buyers", "Sellers"), ("Head of buying",), ("Legal",), ("Sales", "Stock"))


@pytest.mark.parametrize("file", sorted(path.name for path in PACK.glob("*.bpmn")))
def test_every_model_of_the_pack_is_told_with_all_its_user_tasks(file):
    content = (PACK / file).read_bytes()
    (process,) = ModelDescriber(None).describe({file: content})  # type: ignore[arg-type]
    told = [step for step in process.steps if step.kind == "user task"]
    assert len(told) == content.count(b"<bpmn:userTask ")
    assert all(step.roles.responsible for step in told)


def test_two_steps_that_escalate_to_each_other_are_told():
    timer = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
    back = f'<boundaryEvent id="back" attachedToRef="boss">{timer}</boundaryEvent><sequenceFlow id="f6" sourceRef="back" targetRef="ask"/></process>'
    content = (HEAD + BODY.replace("{parts}", "").replace("</process>", back)).encode()
    (process,) = ModelDescriber(None).describe({"a.bpmn": content})  # type: ignore[arg-type]
    told = {step.id: step.roles.accountable for step in process.steps}
    assert (told["ask"], told["boss"]) == (("chief",), ("Buyers", "Sellers"))
