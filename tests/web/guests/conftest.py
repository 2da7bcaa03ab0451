"""A vendor who is asked from outside: a small process, the letters that went out, and browsers without an account."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.engine import Start
from baton.usecases import deploy, due, instances

ONBOARDING = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="onboarding" name="Vendor onboarding" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="declare" name="Supplier declaration"><extensionElements>
      <baton:task candidateGroups="buyers"/><baton:outsider recipient="mail" name="who" language="lang" expires="P14D" CODE/>
      <baton:public text="We wait for your declaration."/>
      <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="declare.form.json"/></spiffworkflow:properties>
    </extensionElements></userTask>
    <userTask id="check" name="Check the declaration"><extensionElements>
      <baton:task candidateGroups="buyers"/><baton:public text="We check your declaration."/></extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="declare"/><sequenceFlow id="b" sourceRef="declare" targetRef="check"/>
    <sequenceFlow id="c" sourceRef="check" targetRef="end"/>
  </process>
</definitions>"""
FORM = b"""{"schema": {"type": "object", "required": ["company"], "properties": {
  "company": {"type": "string", "title": "Company", "minLength": 3}, "limit": {"type": "integer", "title": "Limit", "readOnly": true},
  "items": {"type": "array", "title": "Items", "items": {"type": "string", "title": "Item"}}}}, "ui": {}}"""
GIVEN = {"mail": "vera@vendor.example", "who": "Vera Vendor", "lang": "en", "limit": 500}


@dataclass
class Box:
    """Takes every mail."""

    ready = True
    mails: list = field(default_factory=list)

    def send(self, mail):
        self.mails.append(mail)


@dataclass
class Guest:
    """A browser without an account."""

    client: object
    place: str = ""

    def get(self, path=""):
        return self.client.get(path if path.startswith("/") and path.startswith(("/l/", "/guest/")) else self.place + path)

    def token(self, page=None):
        found = re.search(r'name="csrf_token" value="([^"]+)"', page or self.get().text)
        return found[1] if found else ""

    def post(self, path="", **data):
        data.setdefault("csrf_token", self.token())
        return self.client.post(self.place + path, data=data)

    def open(self, address):
        answer = self.client.post(address)
        assert answer.status_code == 303, answer.text
        self.place = answer.headers["Location"].removesuffix("/code")
        return answer


@pytest.fixture
def box(platform):
    made = Box()
    object.__setattr__(platform, "mailer", made)
    return made


@pytest.fixture
def vendor(platform, app, box):
    """``vendor()``: starts an instance; the id of its task for outsiders."""

    def began(code=False, **given):
        model = ONBOARDING.replace("CODE", 'code="true"' if code else "").encode()
        deploy.deploy(platform, PLATFORM, {"onboarding.bpmn": model, "declare.form.json": FORM})
        begun = instances.start_instance(platform, PLATFORM, "onboarding", Start({**GIVEN, **given}))
        due.drain(platform)
        with platform.store.read() as uow:
            return uow.open_tasks(begun.id)[0]

    return began


@pytest.fixture
def address(platform, box):
    """The path that the newest letter shows."""

    def shown(to=None):
        due.drain(platform)
        mails = [mail for mail in box.mails if to in (None, mail.to) and "/l/" in mail.text]
        return re.search(r"/l/[\w-]+", mails[-1].text)[0]

    return shown


@pytest.fixture
def guest(app):
    return lambda: Guest(app.test_client())


@pytest.fixture
def later(clock):
    def passed(**time):
        clock.move_to(clock.now() + timedelta(**time))

    return passed


@pytest.fixture
def fingerprint(platform):
    """Everything in the database, to see that nothing changed."""

    def taken():
        with platform.store.read() as uow:
            names = [row[0] for row in uow._rows(_tables())]
            return {name: sorted(map(repr, uow._rows(_all(name)))) for name in names}

    return taken


def _tables():
    import sqlalchemy as sa

    return sa.text("SELECT name FROM sqlite_master WHERE type = 'table'")


def _all(name):
    import sqlalchemy as sa

    return sa.text(f'SELECT * FROM "{name}"')
