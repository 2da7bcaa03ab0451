"""The changes of a diagram in words a designer uses, each at its element."""

from pathlib import Path

import pytest

from baton.domain.changes import Change, ChangeKind
from baton.engine.differences.comparison import ModelComparison
from baton.forms.differences import compare_forms

COMPARING = ModelComparison(compare_forms)
MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI" xmlns:baton="urn:baton:bpmn:1"
    xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="t">
  <process id="p" name="Orders" isExecutable="true">
    <laneSet id="ls"><lane id="l1" name="Clerks"><flowNodeRef>check</flowNodeRef></lane><lane id="l2" name="Managers"/></laneSet>
    <startEvent id="start"><outgoing>f1</outgoing></startEvent>
    <userTask id="check" name="Check order"><documentation>Look twice.</documentation>
      <extensionElements><baton:task dueDate="PT48H"/><baton:outcome value="ok" label="Fine"/>
        <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="a.form.json"/></spiffworkflow:properties>
      </extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="end"><conditionExpression>amount &gt; 1</conditionExpression></sequenceFlow>
  </process>
  <di:BPMNDiagram id="bd"><di:BPMNPlane id="bp" bpmnElement="p">
    <di:BPMNShape id="s1" bpmnElement="check"><dc:Bounds x="10" y="10" width="100" height="80"/></di:BPMNShape>
    <di:BPMNShape id="s2" bpmnElement="end"><dc:Bounds x="210" y="10" width="36" height="36"/></di:BPMNShape>
    <di:BPMNEdge id="e2" bpmnElement="f2"><dd:waypoint x="110" y="50"/><dd:waypoint x="210" y="28"/></di:BPMNEdge>
  </di:BPMNPlane></di:BPMNDiagram>
</definitions>"""


def changes(after: str, before: str = MODEL) -> tuple[Change, ...]:
    return COMPARING.compare("a.bpmn", before.encode(), after.encode()).changes


def only(after: str) -> Change:
    (found,) = changes(after)
    return found


def test_the_same_model_written_differently_has_no_changes() -> None:
    assert changes(MODEL.replace("\n", "\n  ").replace("<outgoing>f1</outgoing>", "")) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name="Check order"', 'name="Look at it"', "Name: “Check order” became “Look at it”."),
        ('dueDate="PT48H"', 'dueDate="PT24H"', "Deadline: “PT48H” became “PT24H”."),
        ('dueDate="PT48H"', 'dueDate="PT48H" assignee="boss"', "Person: “boss” was added."),
        ('label="Fine"', 'label="Good"', "Outcome “ok”: “label Fine” became “label Good”."),
        ('value="a.form.json"', 'value="b.form.json"', "Form: “a.form.json” became “b.form.json”."),
        ("<documentation>Look twice.</documentation>", "", "Documentation: “Look twice.” was taken away."),
        ("amount &gt; 1", "amount &gt; 2", "Condition: “amount > 1” became “amount > 2”."),
        ("<flowNodeRef>check</flowNodeRef></lane><lane id=\"l2\" name=\"Managers\"/>",
         "</lane><lane id=\"l2\" name=\"Managers\"><flowNodeRef>check</flowNodeRef></lane>", "Lane: “Clerks” became “Managers”."),
        ("<endEvent id=\"end\"/>", '<endEvent id="end"><terminateEventDefinition id="t1"/></endEvent>', "Kind"),
        ('sourceRef="check" targetRef="end"', 'sourceRef="start" targetRef="end"', "From: “Check order” became “start event”."),
    ],
)  # fmt: skip
def test_what_an_element_says_is_compared_in_words(old: str, new: str, said: str) -> None:
    assert old in MODEL
    found = only(MODEL.replace(old, new))
    assert found.kind is ChangeKind.CHANGED
    if said == "Kind":
        assert (found.subject, found.details) == ("Terminate end event end", ("Terminate: “yes” was added.",))
    else:
        assert found.details == (said,)


def test_a_renamed_element_changes_no_connection_that_names_it() -> None:
    assert [change.element_id for change in changes(MODEL.replace('name="Check order"', 'name="Other"'))] == ["check"]


def test_added_and_removed_elements_are_named() -> None:
    more = MODEL.replace(
        '<endEvent id="end"/>',
        '<endEvent id="end"/><boundaryEvent id="late" name="Too late" attachedToRef="check"><timerEventDefinition id="t"><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>',
    )
    assert (only(more).kind, only(more).subject) == (ChangeKind.ADDED, "Timer boundary event “Too late”")
    (gone,) = changes(MODEL, before=more)
    assert (gone.kind, gone.element_id) == (ChangeKind.REMOVED, "late")
    flow = MODEL.replace("</process>", '<sequenceFlow id="f3" sourceRef="start" targetRef="check"/></process>')
    assert only(flow).subject == "Connection from “start event” to “Check order”"


def test_what_only_moved_is_told_once_and_last() -> None:
    moved = MODEL.replace('x="210" y="10"', 'x="400" y="10"').replace(
        '<dd:waypoint x="210" y="28"/>', '<dd:waypoint x="400" y="28"/>'
    )
    assert (only(moved).kind, only(moved).element_id) == (ChangeKind.MOVED, "end")
    bent = MODEL.replace('<dd:waypoint x="210" y="28"/>', '<dd:waypoint x="210" y="99"/>')
    assert (only(bent).kind, only(bent).element_id) == (ChangeKind.MOVED, "f2")
    both = changes(moved.replace('name="Check order"', 'name="Other"'))
    assert [change.kind for change in both] == [ChangeKind.CHANGED, ChangeKind.MOVED]


def test_a_replaced_kind_is_a_change_and_not_another_element() -> None:
    found = only(MODEL.replace("<userTask ", "<manualTask ").replace("</userTask>", "</manualTask>"))
    assert found.details == ("Kind: “user task” became “manual task”.",)


@pytest.mark.parametrize("broken", ["", "<not-bpmn/>", "<definitions", "<!DOCTYPE x><definitions/>"])
def test_a_side_that_cannot_be_read_is_said_and_nothing_breaks(broken: str) -> None:
    assert only(broken).subject == "The whole file"


def test_the_bare_drawing_keeps_what_is_drawn_and_nothing_secret() -> None:
    more = """<endEvent id="end"/><scriptTask id="s" xmlns:x="urn:x" x:key="of a door"><script>token = "abc"</script><x:note>aside</x:note></scriptTask>
      <boundaryEvent id="b" attachedToRef="check"><timerEventDefinition id="t"><timeDuration>secret_time()</timeDuration></timerEventDefinition></boundaryEvent>
      <textAnnotation id="n"><text>Seen by all</text></textAnnotation>"""
    bare = COMPARING.bare_drawing("a.bpmn", MODEL.replace('<endEvent id="end"/>', more).encode()).decode()
    for hidden in ("PT48H", "abc", "amount", "a.form.json", "extensionElements", "of a door", "aside", "secret_time"):
        assert hidden not in bare, hidden
    for drawn in (
        'name="Check order"',
        'x="210"',
        "Look twice.",
        'sourceRef="check"',
        "Seen by all",
        "timerEventDefinition",
        ">check<",
    ):
        assert drawn in bare, drawn


def test_every_shipped_model_is_equal_to_itself() -> None:
    models = sorted(Path(__file__).parents[3].glob("process_models/*/models/*.bpmn"))
    assert models
    for model in models:
        content = model.read_bytes()
        assert COMPARING.compare(model.name, content, content).changes == ()
