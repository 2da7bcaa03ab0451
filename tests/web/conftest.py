"""A signed-in browser for every demo person, over one small process with a form, outcomes and a second pair of eyes."""

import re
from dataclasses import dataclass

import pytest

from baton.domain.actors import PLATFORM, Role
from baton.domain.people import Person, Session
from baton.usecases import deploy, people
from baton.web.app import create_app
from baton.web.security.actor import COOKIE
from baton.web.settings import WebSettings

ORDER = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <collaboration id="c"><participant id="p" name="Order" processRef="order"/></collaboration>
  <process id="order" name="Order &lt;b&gt;check&lt;/b&gt;" isExecutable="true">
    <documentation>Somebody orders *something*.</documentation>
    <laneSet id="ls"><lane id="l1" name="buyers"><flowNodeRef>start</flowNodeRef><flowNodeRef>check</flowNodeRef><flowNodeRef>end</flowNodeRef></lane></laneSet>
    <startEvent id="start"><extensionElements><spiffworkflow:properties>
      <spiffworkflow:property name="formJsonSchemaFilename" value="order.form.json"/></spiffworkflow:properties></extensionElements></startEvent>
    <userTask id="check" name="Check order"><extensionElements>
      <spiffworkflow:instructionsForEndUser>
        Look at **{{ item }}** and [go](javascript:alert(1)) {{ 7*7 }}.
      </spiffworkflow:instructionsForEndUser>
      <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="check.form.json"/></spiffworkflow:properties>
    </extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="end"/>
  </process>
</definitions>"""
ORDER_FORM = b"""{"schema": {"type": "object", "required": ["item"], "properties": {
  "item": {"type": "string", "title": "Item", "minLength": 1, "maxLength": 60}, "amount": {"type": "number", "title": "Amount"}}}, "ui": {}}"""
CHECK_FORM = b"""{"schema": {"type": "object", "required": ["note"], "properties": {
  "note": {"type": "string", "title": "Note", "minLength": 3},
  "lines": {"type": "array", "title": "Lines", "items": {"type": "string", "title": "Line"}}}}, "ui": {}}"""

_PEOPLE = {
    "buyer": (frozenset({Role.TASK_OWNER}), frozenset({"buyers"})),
    "second": (frozenset({Role.TASK_OWNER}), frozenset({"buyers"})),
    "stranger": (frozenset({Role.TASK_OWNER}), frozenset({"others"})),
    "designer": (frozenset({Role.DESIGNER}), frozenset()),
    "auditor": (frozenset({Role.AUDITOR}), frozenset()),
    "operator": (frozenset({Role.OPERATOR}), frozenset()),
    "admin": (frozenset(Role), frozenset({"buyers"})),
}
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@dataclass
class Browser:
    """A browser of one person: cookies, and the token of its forms."""

    client: object
    csrf: str = ""

    def get(self, path, **kwargs):
        return self.client.get(path, **kwargs)

    def post(self, path, data=None, **kwargs):
        return self.client.post(path, data={"csrf_token": self.csrf, **(data or {})}, **kwargs)


@pytest.fixture
def app(platform):
    for id, (roles, groups) in _PEOPLE.items():
        people.add_person(platform, PLATFORM, Person(id, id.capitalize(), f"{id}@example.com", roles, groups))
    return create_app(platform, WebSettings(secret_key="k" * 32))


@pytest.fixture
def browser(app, platform):
    """``browser("buyer")``: signed in; ``browser()``: nobody."""

    def opened(person=None):
        client = app.test_client()
        if person is None:
            return Browser(client)
        secret, csrf, now = platform.ids.secret(), platform.ids.secret(), platform.clock.now()
        with platform.store.write() as uow:
            uow.save_session(Session(people.digest(secret), person, csrf, now, now + people.SESSION_LIFE))
            uow.commit()
        client.set_cookie(COOKIE, secret)
        return Browser(client, csrf)

    return opened


@pytest.fixture
def order(platform, app):
    """The definition of the small process."""
    files = {"order.bpmn": ORDER.encode(), "order.form.json": ORDER_FORM, "check.form.json": CHECK_FORM}
    return deploy.deploy(platform, PLATFORM, files).definitions[0]


@pytest.fixture
def started(browser, order):
    """The path of the task of an instance that the buyer started."""
    answer = browser("buyer").post("/start/order", {"f.item": "Laptop", "f.amount": "12000", "business_key": "PO-1"})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def plain(html):
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
