"""The variables of a model: where each is written and read, and what kind of value it holds."""

import json

import pytest

from baton.domain.errors import InvalidInput
from baton.engine.drawing.aids import DrawingAids
from baton.sandbox.sandbox import HybridSandbox

MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1"
  xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="urn:test">
  <process id="order" isExecutable="true">
    <startEvent id="begin"><extensionElements><spiff:properties>
      <spiff:property name="formJsonSchemaFilename" value="order.form.json"/></spiff:properties></extensionElements></startEvent>
    <userTask id="check"><extensionElements><baton:task title="item + str(amount)" dueDate="P2D"/>
      <baton:outcome value="approve"/><baton:outcome value="reject"/>
      <spiff:instructionsForEndUser>Look at {{ item }}.</spiff:instructionsForEndUser></extensionElements></userTask>
    <scriptTask id="reckon"><script>total = round(amount * 1.19, 2)
note = "checked"</script></scriptTask>
    <serviceTask id="tell"><extensionElements><spiff:serviceTaskOperator id="notice/send" resultVariable="told"><spiff:parameters>
      <spiff:parameter id="text" type="any" value="note"/></spiff:parameters></spiff:serviceTaskOperator></extensionElements></serviceTask>
    <businessRuleTask id="decide"><extensionElements><spiff:calledDecisionId>level</spiff:calledDecisionId></extensionElements></businessRuleTask>
    <exclusiveGateway id="gate"/><endEvent id="end"/>
    <boundaryEvent id="late" attachedToRef="check"><timerEventDefinition><timeDuration>patience</timeDuration></timerEventDefinition></boundaryEvent>
    <sequenceFlow id="a" sourceRef="gate" targetRef="end"><conditionExpression>outcome == "approve" and len(note) > 0</conditionExpression></sequenceFlow>
  </process></definitions>"""
FORM = {
    "schema": {
        "properties": {
            "item": {"type": "string", "enum": ["a", "b"]},
            "amount": {"type": "number"},
            "on": {"type": "string", "format": "date"},
        }
    }
}
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="urn:t"><decision id="level" name="Level">
  <decisionTable id="dt"><input id="i"><inputExpression id="ie" typeRef="number"><text>total</text></inputExpression></input>
  <output id="o" name="approver" typeRef="string"/>
  <rule id="r"><inputEntry id="e"><text>&lt; 5</text></inputEntry><outputEntry id="f"><text>"clerk"</text></outputEntry></rule></decisionTable></decision></definitions>"""
FILES = {"order.bpmn": MODEL.encode(), "order.form.json": json.dumps(FORM).encode(), "level.dmn": TABLE.encode()}


@pytest.fixture(scope="module")
def found():
    aids = DrawingAids(HybridSandbox())
    return {variable.name: variable for variable in aids.variables(FILES, "order.bpmn")}


def places(touches):
    return {(touch.element_id, touch.how) for touch in touches}


def test_every_name_a_model_speaks_of_is_a_variable_and_no_function_is(found):
    assert set(found) == {"item", "amount", "on", "outcome", "total", "note", "told", "approver", "patience"}


@pytest.mark.parametrize(
    ("name", "kind", "values"),
    [
        ("item", "text", ("a", "b")), ("amount", "number", ()), ("on", "date", ()), ("outcome", "text", ("approve", "reject")),
        ("total", "number", ()), ("note", "text", ()), ("approver", "text", ("clerk",)), ("told", None, ()),
    ],
)  # fmt: skip
def test_a_variable_knows_its_kind_and_its_only_values(found, name, kind, values):
    assert (found[name].type, found[name].values) == (kind, values)


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("item", {("begin", "start form")}, {("check", "title"), ("check", "instructions")}),
        ("outcome", {("check", "outcome")}, {("a", "condition")}),
        ("note", {("reckon", "script")}, {("tell", "parameter text"), ("a", "condition")}),
        ("total", {("reckon", "script")}, {("decide", "decision")}),
        ("approver", {("decide", "decision")}, set()),
        ("told", {("tell", "answer of the operation")}, set()),
        ("patience", set(), {("late", "timer")}),
    ],
)
def test_a_variable_knows_who_writes_and_who_reads_it(found, name, written, read):
    assert (places(found[name].written), places(found[name].read)) == (written, read)


def test_a_drawing_that_is_no_xml_is_refused_with_its_line():
    with pytest.raises(InvalidInput, match="Line 1"):
        DrawingAids(HybridSandbox()).variables({"a.bpmn": b"<definitions"}, "a.bpmn")
