"""Who starts an instance lands in the variable that the process names, and nobody can say somebody else."""

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.usecases import instances
from baton.usecases.deploy import deploy

MODEL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1" targetNamespace="t">
<process id="ask" isExecutable="true"><extensionElements><baton:process initiator="requester"/></extensionElements>
<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="revise"/>
<userTask id="revise"><extensionElements><baton:task assignee="requester" fallbackGroups="desk"/></extensionElements></userTask>
<sequenceFlow id="g" sourceRef="revise" targetRef="e"/><endEvent id="e"/></process></definitions>"""
ANA = Actor("ana", "Ana", frozenset(), frozenset({Role.TASK_OWNER}))


@pytest.fixture
def opened(platform):
    deploy(platform, PLATFORM, {"ask.bpmn": MODEL})

    def start(actor, **variables):
        started = instances.start_instance(platform, actor, "ask", Start(variables))
        (task,) = platform.queries.tasks(PLATFORM, TaskFilter(instance_id=started.id), PageRequest(10)).items
        return instances.variables(platform, started.id), task

    return start


def test_the_person_who_starts_is_in_the_variable_and_gets_the_task(opened):
    variables, task = opened(ANA)
    assert (variables["requester"], task.assignee) == ("ana", "ana")


def test_nobody_can_name_somebody_else(opened):
    variables, _ = opened(ANA, requester="boss")
    assert variables["requester"] == "ana"


def test_what_the_platform_starts_has_nobody_and_goes_to_the_fallback(opened):
    variables, task = opened(PLATFORM)
    assert (variables["requester"], task.assignee, task.candidate_groups) == (None, None, ("desk",))


@pytest.mark.parametrize("namespace", ["http://camunda.org/schema/1.0/bpmn", "http://flowable.org/bpmn"])
def test_the_initiator_of_another_engine_becomes_ours(platform, namespace):
    foreign = MODEL.replace(b'<extensionElements><baton:process initiator="requester"/></extensionElements>', b"", 1)
    foreign = foreign.replace(
        b'<startEvent id="s"/>', f'<startEvent id="s" xmlns:x="{namespace}" x:initiator="requester"/>'.encode()
    )
    ours, problems = platform.engine.translate({"ask.bpmn": foreign})
    assert b'initiator="requester"/>' in ours["ask.bpmn"].split(b"<startEvent")[0]
    assert not problems
