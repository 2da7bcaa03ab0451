"""Work that is passed up is told at once, with the reason: by an escalation of the model as well as by a deadline."""

from datetime import timedelta

import pytest

from baton.domain.actors import PLATFORM, Telling
from baton.domain.engine import Start
from baton.usecases import deploy, instances, tasks

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <escalation id="limit" name="Above the limit" escalationCode="LIMIT"/>
  <process id="claim" name="Claim" isExecutable="true">
    <startEvent id="start"/>
    <subProcess id="handle">
      <startEvent id="in"/>
      <userTask id="look" name="Look at the claim"><extensionElements><baton:task assignee="'ana'"/></extensionElements></userTask>
      <intermediateThrowEvent id="up" {name}><escalationEventDefinition escalationRef="limit"/></intermediateThrowEvent>
      <userTask id="go-on" name="Go on"><extensionElements><baton:task assignee="'bo'"/></extensionElements></userTask>
      <endEvent id="out"/>
      <sequenceFlow id="i1" sourceRef="in" targetRef="look"/><sequenceFlow id="i2" sourceRef="look" targetRef="up"/>
      <sequenceFlow id="i3" sourceRef="up" targetRef="go-on"/><sequenceFlow id="i4" sourceRef="go-on" targetRef="out"/>
    </subProcess>
    <boundaryEvent id="caught" {caught} attachedToRef="handle" cancelActivity="false"><escalationEventDefinition escalationRef="limit"/></boundaryEvent>
    <subProcess id="above"><startEvent id="in2"/>
      <userTask id="decide" name="Decide"><extensionElements><baton:task candidateGroups="chiefs"/></extensionElements></userTask>
      <userTask id="tell" name="Tell the client"><extensionElements><baton:task assignee="'dee'"/></extensionElements></userTask>
      <endEvent id="out2"/><sequenceFlow id="j1" sourceRef="in2" targetRef="decide"/>
      <sequenceFlow id="j2" sourceRef="decide" targetRef="tell"/><sequenceFlow id="j3" sourceRef="tell" targetRef="out2"/></subProcess>
    <endEvent id="end"/><endEvent id="end2"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="handle"/><sequenceFlow id="b" sourceRef="handle" targetRef="end"/>
    <sequenceFlow id="c" sourceRef="caught" targetRef="above"/><sequenceFlow id="e" sourceRef="above" targetRef="end2"/>
  </process>
</definitions>"""


@pytest.fixture
def escalate(platform, actor, post):
    """``escalate()``: Ana looks at a claim, which throws the escalation."""

    def thrown(caught=""):
        deploy.deploy(platform, PLATFORM, {"claim.bpmn": MODEL.format(name="", caught=caught).encode()})
        begun = instances.start_instance(platform, PLATFORM, "claim", Start({}), "C-1")
        (look,) = open_tasks(platform, begun.id)
        post.mails.clear()
        tasks.complete(platform, actor("ana"), look.id, ({}, None))
        return begun.id

    return thrown


def open_tasks(platform, instance_id):
    with platform.store.read() as uow:
        return uow.open_tasks(instance_id)


def mails_to(post, id):
    return [mail for mail in post.mails if mail["To"] == f"{id}@example.com"]


def test_an_escalation_is_told_at_once_with_its_reason_even_at_night(post, escalate, prefer, notices):
    prefer("cy", telling=Telling(quiet=(0, 23)))
    escalate()
    (mail,) = mails_to(post, "cy")
    assert mail["Subject"] == "Escalated to you: Decide (Above the limit)"
    text = mail.get_body(("plain",)).get_content()
    assert "Reason: Above the limit" in text
    assert "not done in time" not in text
    assert "escalated to the group chiefs" in text
    assert "Reason: Above the limit" in mail.get_body(("html",)).get_content()
    assert notices("cy") == ["Escalated to you: Decide (Above the limit)"]


def test_what_the_designer_wrote_at_the_event_is_the_reason(escalate, notices):
    escalate(caught='name="More than 10,000 EUR"')
    assert notices("cy") == ["Escalated to you: Decide (More than 10,000 EUR)"]


def test_the_task_that_goes_on_beside_an_escalation_is_nobodys_escalation(escalate, notices):
    escalate()
    assert notices("bo") == ["Go on"]


def test_what_follows_when_somebody_worked_on_it_is_no_escalation_any_more(platform, escalate, actor, notices):
    id = escalate()
    decide = next(task for task in open_tasks(platform, id) if task.element_id == "decide")
    tasks.complete(platform, actor("cy"), decide.id, ({}, None))
    assert notices("dee") == ["Tell the client"]


def test_a_deadline_says_that_time_ran_out(post, start, clock, at):
    start(who="ana")
    at(clock.now() + timedelta(days=2, minutes=1))
    (mail,) = mails_to(post, "cy")
    assert mail["Subject"] == "Escalated to you: Rescue order"
    assert "not done in time" in mail.get_body(("plain",)).get_content()
