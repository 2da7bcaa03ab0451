"""A platform whose mail goes to a real server, a small process, and the people in it."""

from dataclasses import replace

import pytest

from baton.dispatch.inline import InlineDispatcher
from baton.domain.actors import PLATFORM, Preferences, Role
from baton.domain.engine import Start
from baton.domain.people import Person
from baton.domain.ports.queries import PageRequest
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.store import SqlStore
from baton.usecases import deploy, due, instances, people
from fakes.postbox import mail_server

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="order" name="Order" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="check" name="Check order"><extensionElements>
      <baton:task title="'Laptop'" assignee="who" candidateGroups="group"/></extensionElements></userTask>
    <boundaryEvent id="late" attachedToRef="check"><timerEventDefinition>
      <timeDuration xsi:type="tFormalExpression">P2D</timeDuration></timerEventDefinition></boundaryEvent>
    <userTask id="rescue" name="Rescue order"><extensionElements><baton:task candidateGroups="chiefs"/></extensionElements></userTask>
    <userTask id="approve" name="Approve order"><extensionElements>
      <baton:task candidateGroups="clerks" notSameAs="check"/></extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="approve"/>
    <sequenceFlow id="c" sourceRef="late" targetRef="rescue"/><sequenceFlow id="d1" sourceRef="rescue" targetRef="end"/>
    <sequenceFlow id="e" sourceRef="approve" targetRef="end"/>
  </process>
</definitions>"""
_PEOPLE = {"ana": "clerks", "bo": "clerks", "cy": "chiefs", "dee": "others"}


@pytest.fixture(scope="session")
def server():
    with mail_server() as box:
        yield box


@pytest.fixture
def post(server):
    """The mails that arrive."""
    server.mails.clear()
    server.receivers.clear()
    server.answers.clear()
    return server


@pytest.fixture
def platform(clock, post):
    settings = Settings(
        secret_key="k" * 32, undo_seconds="0", smtp_url=f"smtp://127.0.0.1:{post.port}", base_url="https://baton.example",
        mail_from="Baton <baton@baton.example>",
    )  # fmt: skip
    store = SqlStore("sqlite://")
    made = build(settings, Parts(InlineDispatcher(), clock, store))
    for id, group in _PEOPLE.items():
        people.add_person(
            made, PLATFORM, Person(id, id.title(), f"{id}@example.com", frozenset({Role.TASK_OWNER}), frozenset({group}))
        )
    deploy.deploy(made, PLATFORM, {"order.bpmn": MODEL.encode()})
    yield made
    store.close()


@pytest.fixture
def start(platform):
    """``start(who, group)``: the task of a new instance."""

    def started(who=None, group=None, by=PLATFORM):
        begun = instances.start_instance(platform, by, "order", Start({"who": who, "group": [group] if group else []}), "PO-1")
        with platform.store.read() as uow:
            (task,) = uow.open_tasks(begun.id)
        return task

    return started


@pytest.fixture
def actor(platform, clock):
    """``actor("ana")``: as they come in now."""

    def found(id):
        with platform.store.read() as uow:
            return people.actor_of(uow, uow.person(id), clock.now())

    return found


@pytest.fixture
def prefer(platform):
    """``prefer("ana", language="de", telling=Telling(...))``."""

    def set_for(id, **wishes):
        with platform.store.write() as uow:
            uow.save_person(replace(uow.person(id), preferences=Preferences(**wishes)))
            uow.commit()

    return set_for


@pytest.fixture
def at(platform, clock):
    """``at(moment)``: the clock stands there, and everything due until then was done."""

    def moved(moment):
        clock.move_to(moment)
        due.drain(platform)

    return moved


@pytest.fixture
def notices(platform):
    """``notices("ana")``: what they were told inside Baton, newest first."""
    return lambda id: [notice.text for notice in platform.queries.notices(id, PageRequest()).items]
