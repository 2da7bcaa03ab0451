"""Many tasks at once: each for itself, and nothing that somebody typed is replaced unseen."""

from dataclasses import replace

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.people import Person
from baton.domain.tasks import TaskState
from baton.domain.working.form_drafts import of_task
from baton.usecases import deploy, instances, people
from baton.usecases.filling import form_drafts
from baton.usecases.filling.form_drafts import Typed
from baton.usecases.worklist import bulk, completing

MODEL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="t">
  <process id="one" isExecutable="true"><startEvent id="s"/>
    <userTask id="check" name="Check"><extensionElements><baton:task candidateGroups="clerks"/>
      <baton:outcome value="yes" label="Yes"/><baton:outcome value="no" label="No"/></extensionElements></userTask>
    <endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="e"/>
  </process></definitions>"""
ANA = Actor("ana", "Ana", frozenset({"clerks"}), frozenset({Role.TASK_OWNER}))


@pytest.fixture
def site(platform):
    people.add_person(platform, PLATFORM, Person("ana", "Ana", groups=ANA.groups))
    deploy.deploy(platform, PLATFORM, {"one.bpmn": MODEL})
    return replace(platform, undo_seconds=8)


@pytest.fixture
def three(site):
    """The ids of three tasks of one shape."""
    started = [instances.start_instance(site, PLATFORM, "one", Start()).id for _ in range(3)]
    return [site.queries.waiting(id).tasks[0].id for id in started]


def states(site, ids):
    with site.store.read() as uow:
        return [uow.task(id).state for id in ids]


def test_what_is_being_completed_already_is_not_completed_in_another_way(site, three):
    completing.submit(site, ANA, three[0], ({}, "no"))

    first, *others = bulk.complete_all(site, ANA, (three, "yes"))

    assert (first.state, first.by) == (bulk.REFUSED, "ana")
    assert "being completed" in first.message
    assert [row.state for row in others] == [bulk.DONE, bulk.DONE]
    assert states(site, three) == [TaskState.OPEN, TaskState.COMPLETED, TaskState.COMPLETED]


def test_what_somebody_began_to_fill_in_is_left_for_them_to_finish(site, three):
    form_drafts.save(site, ANA, of_task(three[1]), Typed({"f.note": ("half a sen",)}))

    rows = bulk.complete_all(site, ANA, (three, "yes"))

    assert [row.state for row in rows] == [bulk.DONE, bulk.NEEDS_VALUES, bulk.DONE]
    assert "Open it" in rows[1].message
    assert form_drafts.mine(site, ANA, of_task(three[1])).fields == {"f.note": ("half a sen",)}
