"""By what tasks are found: what a variable is now, never what it was."""

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.domain.working.worklists import read_condition
from baton.usecases import deploy, instances, tasks

MODEL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <process id="one" isExecutable="true"><startEvent id="s"/><userTask id="check" name="Check"/><userTask id="sign" name="Sign"/>
    <endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="sign"/>
    <sequenceFlow id="c" sourceRef="sign" targetRef="e"/></process></definitions>"""
ANA = Actor("ana", "Ana", roles=frozenset({Role.TASK_OWNER}))


def test_a_text_that_became_a_list_is_found_by_what_it_was_no_more(platform):
    def found():
        wanted = TaskFilter("all", conditions=(read_condition("customer", "acme"),))
        return [task.element_id for task in platform.queries.tasks(ANA, wanted, PageRequest()).items]

    deploy.deploy(platform, PLATFORM, {"one.bpmn": MODEL})
    started = instances.start_instance(platform, PLATFORM, "one", Start({"customer": "ACME"}))
    assert found() == ["check"]
    (task,) = platform.queries.waiting(started.id).tasks
    tasks.complete(platform, ANA, task.id, ({"customer": ["ACME", "Zenith"]}, None))
    assert found() == []
