"""Deadlines that count working time, from the diagram to the task on the worklist."""

from datetime import UTC, datetime

import pytest

from baton.domain.engine import Start
from baton.domain.errors import InvalidInput
from baton.usecases import deploy, due, instances, replay

OFFICE = b'[hours]\nmonday = ["09:00-17:00"]\ntuesday = ["09:00-17:00"]\n[holidays]\ncountry = "DE"\n'


def model(calendar='calendar="office.calendar.toml"', timer="PT4H", task='dueDate="P1D" counts="working-time"'):
    return f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="t">
  <process id="p" isExecutable="true"><extensionElements><baton:process {calendar}/></extensionElements>
    <startEvent id="s"/><userTask id="work" name="Work"><extensionElements><baton:task {task}/></extensionElements></userTask>
    <boundaryEvent id="late" name="Too late" attachedToRef="work"><extensionElements><baton:timer counts="working-time"/></extensionElements>
      <timerEventDefinition id="td"><timeDuration>{timer}</timeDuration></timerEventDefinition></boundaryEvent>
    <endEvent id="e"/><endEvent id="l"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="work"/><sequenceFlow id="b" sourceRef="work" targetRef="e"/>
    <sequenceFlow id="c" sourceRef="late" targetRef="l"/>
  </process></definitions>""".encode()


def test_a_deadline_passes_over_the_days_on_which_nobody_works(platform, admin, clock):
    deploy.deploy(platform, admin, {"p.bpmn": model(), "office.calendar.toml": OFFICE})
    clock.move_to(datetime(2026, 3, 3, 15, tzinfo=UTC))  # a Tuesday; Wednesday to Sunday are no working days
    started = instances.start_instance(platform, admin, "p", Start())
    (task,) = platform.queries.waiting(started.id).tasks
    (timer,) = platform.queries.waiting(started.id).waits

    assert timer.due_at == datetime(2026, 3, 9, 11, tzinfo=UTC)
    assert task.due_at == datetime(2026, 3, 9, 15, tzinfo=UTC)

    clock.move_to(datetime(2026, 3, 9, 10, 59, tzinfo=UTC))
    due.drain(platform)
    assert platform.queries.instance_row(started.id).instance.state == "active"
    clock.move_to(datetime(2026, 3, 9, 11, tzinfo=UTC))
    due.drain(platform)
    assert platform.queries.instance_row(started.id).instance.state == "completed"
    assert replay.verify(platform, admin, started.id).diverges_at is None


def test_the_holidays_of_a_deployed_calendar_never_change(platform, admin):
    (deployed,) = deploy.deploy(platform, admin, {"p.bpmn": model(), "office.calendar.toml": OFFICE}).definitions
    with platform.store.read() as uow:
        files = uow.definition(deployed.id).files
    assert b'2026-12-25 = "Christmas Day"' in files["office.holidays.toml"]


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ({"p.bpmn": model()}, "the calendar office.calendar.toml is not among the files"),
        ({"p.bpmn": model(calendar='timeZone="UTC"')}, "its process names no working hours"),
        ({"p.bpmn": model(timer="P1M"), "office.calendar.toml": OFFICE}, "months or years"),
        ({"p.bpmn": model(task='dueDate="2026-12-24" counts="working-time"'), "office.calendar.toml": OFFICE}, "is a date"),
        ({"p.bpmn": model(task='counts="working-time"'), "office.calendar.toml": OFFICE}, "no duration to count"),
        ({"p.bpmn": model(), "office.calendar.toml": b"[hours]"}, "names no working hours"),
    ],
)
def test_what_cannot_be_counted_is_refused_at_deployment(platform, admin, made, sentence):
    with pytest.raises(InvalidInput) as refused:
        deploy.deploy(platform, admin, made)
    assert any(sentence in problem.message for problem in refused.value.problems), refused.value.problems


def test_the_engine_knows_by_whose_hours_a_deadline_counts(platform, admin):
    (deployed,) = deploy.deploy(platform, admin, {"p.bpmn": model(task=""), "office.calendar.toml": OFFICE}).definitions
    with platform.store.read() as uow:
        definition = uow.definition(deployed.id)
    assert platform.engine.calendar(definition, "work").name == "Working hours"
    assert platform.engine.calendar(definition, "s") is None
