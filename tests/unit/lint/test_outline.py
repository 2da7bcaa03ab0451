"""The outline holds what pages and use cases need to know of a model."""

from baton.domain.definitions import Outcome, StartEvent
from baton.engine.outline import outline
from baton.engine.xml import parse_bpmn
from unit.lint.build import definitions, process

RICH = process(
    """
    <documentation>How we pay.</documentation>
    <extensionElements><baton:process businessKey="invoice_no" apqcId="9.2.4"/></extensionElements>
    <laneSet><lane name="Finance"><flowNodeRef>a</flowNodeRef><flowNodeRef>sub</flowNodeRef>
      <childLaneSet><lane name="Clerks"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet>
    <startEvent id="s"><extensionElements><spiff:properties>
      <spiff:property name="formJsonSchemaFilename" value="start.form.json"/></spiff:properties></extensionElements></startEvent>
    <startEvent id="sm"><messageEventDefinition messageRef="m"/></startEvent>
    <startEvent id="st"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>
    <startEvent id="ss"><signalEventDefinition signalRef="g"/></startEvent>
    <userTask id="a" name="Approve"><documentation>Look.</documentation><extensionElements>
      <spiff:properties><spiff:property name="formJsonSchemaFilename" value="a.form.json"/></spiff:properties>
      <spiff:instructionsForEndUser>Read {{ invoice_no }}.</spiff:instructionsForEndUser>
      <baton:outcome value="yes" label="Pay" tone="primary"/>
      <baton:outcome value="no" requires="comment, reason"/></extensionElements></userTask>
    <boundaryEvent id="late" attachedToRef="a"><timerEventDefinition/></boundaryEvent>
    <subProcess id="sub"><userTask id="inner"/></subProcess>
    """,
    root='<message id="m" name="invoice came"/><signal id="g" name="month end"/>',
    attributes='name="Pay an invoice"',
)


def test_a_process_is_outlined_with_its_starts_lanes_and_key() -> None:
    (found,) = outline(parse_bpmn(RICH, "pay.bpmn"), "pay.bpmn")
    assert (found.key, found.title, found.file, found.documentation) == ("p", "Pay an invoice", "pay.bpmn", "How we pay.")
    assert found.business_key == "invoice_no"
    assert found.lanes == ("Clerks", "Finance")
    assert found.starts == (
        StartEvent("s", form="start.form.json"),
        StartEvent("sm", "message", "invoice came"),
        StartEvent("st", "timer", timer="R/P1D"),
        StartEvent("ss", "signal", "month end"),
    )


def test_an_element_is_outlined_with_its_form_outcomes_and_place() -> None:
    (found,) = outline(parse_bpmn(RICH, "pay.bpmn"), "pay.bpmn")
    task = found.elements["a"]
    assert (task.name, task.type, task.process, task.lane, task.form) == ("Approve", "userTask", "p", "Clerks", "a.form.json")
    assert (task.documentation, task.instructions) == ("Look.", "Read {{ invoice_no }}.")
    assert task.outcomes == (Outcome("yes", "Pay", "primary"), Outcome("no", "no", requires=("comment", "reason")))
    assert found.elements["late"].attached_to == "a"


def test_an_element_inside_inherits_the_lane_of_its_sub_process() -> None:
    (found,) = outline(parse_bpmn(RICH, "pay.bpmn"), "pay.bpmn")
    assert (found.elements["inner"].process, found.elements["inner"].lane) == ("sub", "Finance")


def test_only_processes_that_can_run_are_outlined() -> None:
    body = (
        '<process id="a" isExecutable="false"><task id="t"/></process><process id="b"><task id="u"/></process><process id="c"/>'
    )
    assert [found.key for found in outline(parse_bpmn(definitions(body), "x.bpmn"), "x.bpmn")] == ["b"]
