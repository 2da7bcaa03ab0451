"""Completing with time to undo: owed once, undone in time, done when the time is over, kept when it is refused by then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from baton.domain.jobs import JobState
from baton.domain.people import Person
from baton.domain.ports.queries import PageRequest
from baton.domain.tasks import TaskState
from baton.usecases import deploy, due, instances, people, tasks
from baton.usecases.worklist import completing

MODEL = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="loan" name="Loan" isExecutable="true">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="check"/>
    <userTask id="check" name="Check the loan"><extensionElements><baton:task candidateGroups="'clerks'"/>
      <baton:outcome value="grant" label="Grant" tone="primary"/><baton:outcome value="refuse" label="Refuse" requires="reason"/>
      <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="check.form.json"/></spiffworkflow:properties>
    </extensionElements></userTask>
    <sequenceFlow id="b" sourceRef="check" targetRef="sign"/>
    <userTask id="sign" name="Sign"><extensionElements><baton:task candidateGroups="'clerks'" notSameAs="check"/></extensionElements></userTask>
    <sequenceFlow id="c" sourceRef="sign" targetRef="end"/><endEvent id="end"/>
    <boundaryEvent id="late" attachedToRef="check"><timerEventDefinition><timeDuration>"PT5S"</timeDuration></timerEventDefinition></boundaryEvent>
    <sequenceFlow id="e" sourceRef="late" targetRef="end"/>
  </process>
</definitions>"""
FORM = b"""{"schema": {"type": "object", "required": ["amount"],
  "properties": {"amount": {"type": "integer", "title": "Amount"}, "reason": {"type": "string", "title": "Reason"}}}, "ui": {}}"""
GRANTED = ({"amount": 5}, "grant")
ANA, BEN = (Actor(id, id.capitalize(), frozenset({"clerks"}), frozenset({Role.TASK_OWNER})) for id in ("ana", "ben"))


@pytest.fixture
def site(platform):
    for actor in (ANA, BEN):
        people.add_person(platform, PLATFORM, Person(actor.id, actor.name, groups=actor.groups))
    deploy.deploy(platform, PLATFORM, {"loan.bpmn": MODEL.replace(b'"PT5S"', b'"PT1H"'), "check.form.json": FORM})
    return replace(platform, undo_seconds=8)


@pytest.fixture
def begun(site):
    return instances.start_instance(site, ANA, definition(site), Start({})).id


def definition(site):
    with site.store.read() as uow:
        return uow.latest_definition("loan").id


def opened(site, instance_id):
    (task,) = (task for task in site.queries.waiting(instance_id).tasks if task.state is TaskState.OPEN)
    return task


def kinds(site, instance_id):
    with site.store.read() as uow:
        return [entry.kind for entry in uow.entries(instance_id)]


def later(site, clock, **how):
    clock.move_to(clock.now() + timedelta(**how))
    due.drain(site)


def notices(site, person):
    return [notice.text for notice in site.queries.notices(person, PageRequest()).items]


def test_a_completion_is_journalled_only_when_the_time_to_undo_is_over(site, begun, clock):
    task = opened(site, begun)

    pending = completing.submit(site, ANA, task.id, GRANTED)
    later(site, clock, seconds=7)
    assert (pending.by, opened(site, begun).element_id, "complete-task" in kinds(site, begun)) == ("ana", "check", False)

    later(site, clock, seconds=1)
    assert opened(site, begun).element_id == "sign"
    assert kinds(site, begun).count("complete-task") == 1
    assert completing.pending(site, [task.id]) == {}


def test_a_task_that_is_being_completed_is_in_the_hands_of_who_completes_it(site, begun):
    task = opened(site, begun)

    completing.submit(site, ANA, task.id, GRANTED)

    assert opened(site, begun).assignee == "ana"
    assert completing.pending(site, [task.id, "another"])[task.id].name == "Check the loan"
    with pytest.raises(Conflict, match="was taken by ana"):
        completing.submit(site, BEN, task.id, GRANTED)
    with pytest.raises(Conflict, match="was taken by ana"):
        tasks.complete(site, BEN, task.id, GRANTED)


def test_what_is_undone_never_happens_and_what_was_typed_comes_back(site, begun, clock):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)

    completing.undo(site, ANA, task.id)
    later(site, clock, minutes=10)

    assert opened(site, begun).element_id == "check"
    kept = completing.kept(site, ANA, task.id)
    assert (kept.values, kept.outcome, kept.reason) == ({"amount": 5}, "grant", "")
    assert completing.kept(site, BEN, task.id) is None


def test_what_was_undone_can_be_completed_again_and_undone_again(site, begun, clock):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)
    completing.undo(site, ANA, task.id)
    completing.undo(site, ANA, task.id)

    completing.submit(site, ANA, task.id, ({"amount": 6, "reason": "too much"}, "refuse"))
    later(site, clock, seconds=9)

    with site.store.read() as uow:
        entry = next(entry for entry in uow.entries(begun) if entry.kind == "complete-task")
    assert entry.content["command"]["variables"] == {"amount": 6, "reason": "too much", "outcome": "refuse"}
    assert entry.actor == "ana"


def test_the_same_completion_sent_twice_is_owed_once(site, begun, clock):
    task = opened(site, begun)
    first = completing.submit(site, ANA, task.id, GRANTED)

    clock.move_to(clock.now() + timedelta(seconds=3))
    assert completing.submit(site, ANA, task.id, GRANTED) == first
    with pytest.raises(Conflict, match="undo that first"):
        completing.submit(site, ANA, task.id, ({"amount": 7}, "grant"))

    later(site, clock, seconds=5)
    assert kinds(site, begun).count("complete-task") == 1


def test_nobody_undoes_what_somebody_else_completed(site, begun):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)

    with pytest.raises(NotFound):
        completing.undo(site, BEN, task.id)
    with pytest.raises(NotFound):
        completing.undo(site, ANA, "another")


def test_undoing_too_late_is_said_and_changes_nothing(site, begun, clock):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)
    later(site, clock, seconds=8)

    with pytest.raises(Conflict, match="too late"):
        completing.undo(site, ANA, task.id)
    assert opened(site, begun).element_id == "sign"


@pytest.mark.parametrize(
    ("given", "refusal"), [(({"amount": "five"}, "grant"), InvalidInput), (({}, "grant"), InvalidInput),
                           (({"amount": 5}, "shrug"), InvalidInput), (({"amount": 5}, "refuse"), InvalidInput)],
)  # fmt: skip
def test_what_could_not_be_completed_is_refused_at_once(site, begun, given, refusal):
    with pytest.raises(refusal):
        completing.submit(site, ANA, opened(site, begun).id, given)
    assert due.next_due(site) > site.clock.now() + timedelta(minutes=1), "nothing but the timer of the model is owed"


def test_a_second_pair_of_eyes_is_asked_for_at_once(site, begun, clock):
    completing.submit(site, ANA, opened(site, begun).id, GRANTED)
    later(site, clock, seconds=8)

    with pytest.raises(Forbidden, match="second pair of eyes"):
        completing.submit(site, ANA, opened(site, begun).id, ({}, None))


def test_what_a_timer_cancelled_meanwhile_is_kept_and_told(site, clock):
    deploy.deploy(site, PLATFORM, {"loan.bpmn": MODEL, "check.form.json": FORM})
    instance_id = instances.start_instance(site, ANA, definition(site), Start({})).id
    task = opened(site, instance_id)
    completing.submit(site, ANA, task.id, GRANTED)

    later(site, clock, seconds=6)
    later(site, clock, seconds=3)

    kept = completing.kept(site, ANA, task.id)
    assert kept.values == {"amount": 5}
    assert "already cancelled" in kept.reason
    (told,) = notices(site, "ana")
    assert told.startswith("Not completed: Check the loan")
    assert "complete-task" not in kinds(site, instance_id)


def test_a_suspended_instance_keeps_what_was_typed(site, begun, clock, admin):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)
    instances.suspend(site, admin, begun, "audit")

    later(site, clock, seconds=9)

    assert "suspended" in completing.kept(site, ANA, task.id).reason
    assert len(notices(site, "ana")) == 1
    assert opened(site, begun).element_id == "check"


def test_whoever_lost_their_account_meanwhile_completes_nothing(site, begun, clock):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)
    with site.store.write() as uow:
        uow.save_person(replace(uow.person("ana"), disabled=True))
        uow.commit()

    later(site, clock, seconds=9)
    assert opened(site, begun).element_id == "check"


def test_completing_by_another_way_meanwhile_is_no_reason_for_a_notice(site, begun, clock):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)
    tasks.complete(site, ANA, task.id, GRANTED)

    later(site, clock, seconds=9)
    assert kinds(site, begun).count("complete-task") == 1
    assert notices(site, "ana") == []


def test_a_worker_that_dies_before_it_recorded_leaves_the_completion_to_the_next(site, begun, clock):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)

    def dies(name):
        if name == "called_not_recorded":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        later(replace(site, point=dies), clock, seconds=8)
    assert opened(site, begun).element_id == "check"

    later(site, clock, minutes=6)
    assert opened(site, begun).element_id == "sign"
    assert kinds(site, begun).count("complete-task") == 1


def test_a_completion_that_kills_every_worker_ends_dead_and_is_kept(site, begun, clock):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)

    def dies(name):
        raise KeyboardInterrupt

    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            later(replace(site, point=dies), clock, minutes=6)
    later(site, clock, minutes=6)

    with site.store.read() as uow:
        assert uow.job(task.id).state is JobState.DEAD
    kept = completing.kept(site, ANA, task.id)
    assert kept.values == {"amount": 5}
    assert "complete it again" in kept.reason
    (told,) = notices(site, "ana")
    assert told.startswith("Not completed: Check the loan")
    with pytest.raises(Conflict, match="was not completed"):
        completing.undo(site, ANA, task.id)


def test_a_task_that_is_being_completed_changes_hands_only_when_that_is_undone(site, begun, admin, clock):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)
    for act in (
        lambda: tasks.release(site, ANA, task.id),
        lambda: tasks.assign(site, ANA, task.id, "ben"),
        lambda: tasks.release(site, admin, task.id),
        lambda: tasks.assign(site, admin, task.id, "ben"),
    ):
        with pytest.raises(Conflict, match="is being completed by ana"):
            act()

    completing.undo(site, ANA, task.id)
    assert tasks.assign(site, ANA, task.id, "ben").assignee == "ben"


def test_what_was_refused_later_is_not_said_to_have_gone_on(site, begun, clock, admin):
    task = opened(site, begun)
    completing.submit(site, ANA, task.id, GRANTED)
    instances.suspend(site, admin, begun, "audit")
    later(site, clock, seconds=9)

    with pytest.raises(Conflict, match="was not completed"):
        completing.undo(site, ANA, task.id)


def test_without_time_to_undo_a_task_is_completed_at_once(platform, site, begun):
    done = completing.submit(platform, ANA, opened(site, begun).id, GRANTED)

    assert done.state is TaskState.COMPLETED
    assert opened(site, begun).element_id == "sign"
