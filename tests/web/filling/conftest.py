"""A small process whose task asks for a file, and helpers that post as browsers do."""

from io import BytesIO

import pytest

from baton.domain.actors import PLATFORM
from baton.usecases import deploy

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <collaboration id="c"><participant id="p" name="Purchase" processRef="purchase"/></collaboration>
  <process id="purchase" name="Purchase" isExecutable="true">
    <laneSet id="ls"><lane id="l1" name="buyers"><flowNodeRef>start</flowNodeRef><flowNodeRef>enter</flowNodeRef><flowNodeRef>check</flowNodeRef><flowNodeRef>g</flowNodeRef><flowNodeRef>end</flowNodeRef></lane></laneSet>
    <startEvent id="start"><extensionElements><spiffworkflow:properties>
      <spiffworkflow:property name="formJsonSchemaFilename" value="start.form.json"/></spiffworkflow:properties></extensionElements></startEvent>
    <userTask id="enter" name="Enter offer"><extensionElements><spiffworkflow:properties>
      <spiffworkflow:property name="formJsonSchemaFilename" value="offer.form.json"/></spiffworkflow:properties></extensionElements></userTask>
    <userTask id="check" name="Check offer"><extensionElements>
      <baton:outcome value="approve" label="Approve" tone="primary"/>
      <baton:outcome value="back" label="Send back" requires="reason" sendsBack="true"/>
      <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="check.form.json"/></spiffworkflow:properties></extensionElements></userTask>
    <exclusiveGateway id="g" default="done"/>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="enter"/><sequenceFlow id="b" sourceRef="enter" targetRef="check"/>
    <sequenceFlow id="e" sourceRef="check" targetRef="g"/><sequenceFlow id="done" sourceRef="g" targetRef="end"/>
    <sequenceFlow id="again" sourceRef="g" targetRef="enter"><conditionExpression>outcome == 'back'</conditionExpression></sequenceFlow>
  </process>
</definitions>"""
START = b"""{"schema": {"type": "object", "required": ["item"], "properties": {"item": {"type": "string", "title": "Item", "minLength": 2},
  "picture": {"type": "string", "title": "Picture", "format": "data-url"}}}, "ui": {}}"""
OFFER = b"""{"schema": {"type": "object", "required": ["offer", "amount"], "properties": {
  "amount": {"type": "number", "title": "Amount"}, "remarks": {"type": "string", "title": "Remarks"},
  "offer": {"type": "string", "title": "Offer", "format": "data-url"},
  "lines": {"type": "array", "title": "Lines", "items": {"type": "string", "title": "Line"}}}},
  "ui": {"offer": {"ui:options": {"accept": ".pdf,.png"}}}}"""
CHECK = b"""{"schema": {"type": "object", "required": ["verdict"], "properties": {
  "offer": {"type": "string", "title": "Offer", "format": "data-url", "readOnly": true},
  "verdict": {"type": "string", "title": "Verdict", "minLength": 5}, "score": {"type": "integer", "title": "Score"},
  "reason": {"type": "string", "title": "Reason"}}}, "ui": {}}"""
PDF = b"%PDF-1.7\n1 0 obj"


@pytest.fixture
def purchase(platform, app):
    files = {
        "purchase.bpmn": BPMN.encode(), "start.form.json": START, "offer.form.json": OFFER, "check.form.json": CHECK,
    }  # fmt: skip
    return deploy.deploy(platform, PLATFORM, files).definitions[0]


@pytest.fixture
def task(browser, purchase):
    """The path of the task that asks for a file, in the buyer's hands."""
    buyer = browser("buyer")
    path = buyer.post("/start/purchase", {"f.item": "Laptop", "business_key": "PO-7"}).headers["Location"]
    buyer.post(f"{path}/claim")
    return path


def upload(person, path, name="offer.pdf", content=PDF, field="offer"):
    """What the script does when somebody chooses a file."""
    return person.post(f"{path}/attachments", {"field": field, "file": (BytesIO(content), name)})


def a_file(name="offer.pdf", content=PDF):
    return BytesIO(content), name
