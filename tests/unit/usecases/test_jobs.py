"""Owed work: whoever comes late changes nothing, and what was thrown arrives."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from baton.domain.engine import Start
from baton.domain.errors import Conflict
from baton.domain.jobs import LEASE, JobState
from baton.domain.ports.queries import PageRequest
from baton.usecases import deploy, due, incidents, instances, jobs, messages, replay

MODEL = Path(__file__).parents[2] / "contracts" / "models" / "dispatched.bpmn"


class Ledger:
    """Calls ``meanwhile`` while the outside system is at work, then answers."""

    meanwhile = staticmethod(lambda: None)

    def names(self):
        return ("ledger.book",)

    def call(self, operation, parameters, key):
        self.meanwhile()
        return {"entry": 7}


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
def place(platform, admin, ledger):
    """Nothing is done unless the test does it."""
    platform.dispatcher.drain = None
    deploy.deploy(platform, admin, {MODEL.name: MODEL.read_bytes()})
    return replace(platform, connectors=ledger)


def start(place, admin, definition, **variables):
    return instances.start_instance(place, admin, definition, Start(variables)).id


def the_job(place):
    with place.store.read() as uow:
        (id,) = uow.due_jobs(place.clock.now(), 10)
        return uow.job(id)


def kinds(place, instance_id):
    with place.store.read() as uow:
        return [(entry.kind, entry.content["command"].get("kind")) for entry in uow.entries(instance_id)]


def at(place, instance_id):
    return [task.element_id for task in place.queries.waiting(instance_id).tasks]


def test_an_answer_after_the_lease_was_lost_is_noted_and_changes_nothing(place, admin, ledger, clock):
    instance_id = start(place, admin, "calling", amount=1)
    job = the_job(place)

    def taken_over():
        ledger.meanwhile = lambda: None
        clock.move_to(clock.now() + LEASE + timedelta(seconds=1))
        assert jobs.perform_job(place, job.id)

    ledger.meanwhile = taken_over
    assert jobs.perform_job(place, job.id)

    assert kinds(place, instance_id) == [("start", "none"), ("finish-job", None), ("note", "late-result")]
    assert at(place, instance_id) == ["check"]
    checked = replay.verify(place, admin, instance_id)
    assert (checked.broken_at, checked.diverges_at) == (None, None)


def test_an_answer_after_the_instance_was_ended_changes_nothing(place, admin, ledger):
    instance_id = start(place, admin, "calling", amount=1)
    job = the_job(place)
    ledger.meanwhile = lambda: instances.cancel(place, admin, instance_id, "not needed")

    jobs.perform_job(place, job.id)

    assert [kind for kind, _ in kinds(place, instance_id)] == ["start", "cancel"]
    with place.store.read() as uow:
        assert uow.job(job.id).state is JobState.CANCELLED


def test_a_call_that_fails_after_the_instance_was_ended_is_not_tried_again(place, admin, ledger):
    instance_id = start(place, admin, "calling", amount=1)
    job = the_job(place)

    def ended():
        instances.cancel(place, admin, instance_id, "not needed")
        raise OSError("down")

    ledger.meanwhile = ended
    jobs.perform_job(place, job.id)

    with place.store.read() as uow:
        assert uow.job(job.id).state is JobState.CANCELLED
        assert uow.next_due() is None or uow.due_jobs(place.clock.now() + timedelta(days=1), 10) == []


def test_workers_that_die_each_time_leave_an_incident_not_an_endless_loop(place, admin, clock):
    instance_id = start(place, admin, "calling", amount=1)
    job = the_job(place)
    for _ in range(job.policy.attempts):
        with place.store.write() as uow:
            assert uow.claim_job(job.id, clock.now())
            uow.commit()
        clock.move_to(clock.now() + LEASE + timedelta(seconds=1))

    assert jobs.perform_job(place, job.id)

    (incident,) = place.queries.incidents(instance_id, "raised", PageRequest()).items
    assert "the worker ended during every attempt" in incident.message
    assert not due.pieces(place)


def test_what_an_instance_has_thrown_arrives_although_it_has_ended(place, admin):
    receiver = start(place, admin, "receiving", number=7)
    thrower = start(place, admin, "sending", number=7)
    assert place.queries.instance_row(thrower).instance.state == "completed"

    due.drain(place)
    assert at(place, receiver) == ["unpack"]


def test_who_lost_the_lease_delivers_nothing(place, admin, clock, monkeypatch):
    start(place, admin, "sending", number=7)
    job, delivered, deliver = the_job(place), [], jobs.deliver_message

    def counted(platform, act, sent, actor):
        delivered.append(sent.id)
        return deliver(platform, act, sent, actor)

    monkeypatch.setattr(jobs, "deliver_message", counted)
    with place.store.write() as uow:
        stale = uow.claim_job(job.id, clock.now())
        uow.commit()
    clock.move_to(clock.now() + LEASE + timedelta(seconds=1))
    jobs.perform_job(place, job.id)
    jobs._deliver(place, stale)

    assert delivered == [job.id]


def test_a_delivery_that_is_refused_is_tried_again_and_then_shown_to_a_person(place, admin, clock, monkeypatch):
    thrower = start(place, admin, "sending", number=7)

    def refused(*_):
        raise Conflict("not now")

    monkeypatch.setattr(jobs, "deliver_message", refused)
    while due.pieces(place):
        due.drain(place)
        clock.move_to(clock.now() + timedelta(hours=1))
        if place.queries.incidents(thrower, "raised", PageRequest()).items:
            break
    monkeypatch.undo()
    (incident,) = place.queries.incidents(thrower, "raised", PageRequest()).items
    assert "not now" in incident.message

    receiver = start(place, admin, "receiving", number=7)
    incidents.retry(place, admin, incident.id)
    due.drain(place)
    assert at(place, receiver) == ["unpack"]


def test_two_messages_that_came_early_reach_both_who_wait_for_them(place, admin):
    for number in (7, 8):
        messages.send_message(place, admin, messages.Sent("parcel", {"order_no": number}))

    assert [at(place, start(place, admin, "receiving", number=number)) for number in (8, 7)] == [["unpack"], ["unpack"]]
