"""Telling a large group: in transactions that do not grow with it, nobody twice, nobody left out when a worker ends in between."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from baton.dispatch.inline import NullDispatcher
from baton.domain.actors import PLATFORM, Role, Telling
from baton.domain.actors import Preferences as Wishes
from baton.domain.people import Person
from baton.domain.ports.world import Told
from baton.domain.working.telling import NUDGE, QUESTION, TASK_ESCALATED, TASK_FOR_GROUP, Event
from baton.usecases import due, notices
from baton.usecases.act import run
from baton.usecases.telling import expanding
from baton.usecases.telling.events import tell

MEMBERS = 2_000


class WorkerEnded(BaseException):
    """As if the process had ended."""


@pytest.fixture
def crowd(platform):
    with platform.store.write() as uow:
        for number in range(MEMBERS):
            id = f"m{number:04}"
            uow.save_person(Person(id, id, "", frozenset({Role.TASK_OWNER}), frozenset({"crowd"})))
        uow.commit()
    return {f"m{number:04}" for number in range(MEMBERS)}


def told(platform):
    """Who has how many notices."""
    with platform.store.write() as uow:
        rows = uow._rows(text("SELECT person_id, count(*) FROM notices WHERE person_id LIKE 'm%' GROUP BY person_id"))
        return {row[0]: row[1] for row in rows}


def waiting(platform):
    with platform.store.read() as uow:
        return len(uow.due_jobs(platform.clock.now(), 100))


def idle(platform):
    """The same platform, on which nobody works by themself."""
    return replace(platform, dispatcher=NullDispatcher())


def owe(platform, event):
    run(idle(platform), lambda act: tell(platform, act, event))


def test_two_thousand_members_are_told_once_each_in_bounded_transactions(platform, crowd, monkeypatch):
    sizes = []
    write = expanding._write
    monkeypatch.setattr(
        expanding, "_write", lambda p, act, told, people: (sizes.append(len(people)), write(p, act, told, people))
    )
    owe(platform, Event(TASK_ESCALATED, groups=("crowd",), values={"task": "Rescue"}))
    due.drain(platform)
    assert told(platform) == dict.fromkeys(crowd, 1)
    assert sizes == [expanding.AT_ONCE] * (MEMBERS // expanding.AT_ONCE)
    assert waiting(platform) == 0


def test_a_worker_that_ends_between_two_parts_leaves_nobody_out_and_tells_nobody_twice(platform, crowd, clock):
    owe(platform, Event(TASK_ESCALATED, groups=("crowd",), values={"task": "Rescue"}))
    (first,) = due.pieces(platform)
    assert due.do(idle(platform), first)
    assert len(told(platform)) == expanding.AT_ONCE
    assert waiting(platform) == 1

    def ends(name):
        if name == "called_not_recorded":
            raise WorkerEnded

    (second,) = due.pieces(platform)
    with pytest.raises(WorkerEnded):
        due.do(replace(idle(platform), point=ends), second)
    assert len(told(platform)) == expanding.AT_ONCE
    clock.move_to(clock.now().replace(hour=23))
    due.drain(platform)
    assert told(platform) == dict.fromkeys(crowd, 1)


def test_a_connector_that_tells_a_crowd_twice_under_one_key_tells_it_once(platform, crowd):
    for _ in range(2):
        assert notices.tell(platform, Told("crowd", "Fire drill at noon", "", "drill-1")) == MEMBERS
        due.drain(platform)
    assert told(platform) == dict.fromkeys(crowd, 1)


def muted(platform, id, instance_id):
    with platform.store.write() as uow:
        uow.mute(id, instance_id, True)
        uow.commit()


def test_what_is_muted_is_neither_mailed_nor_gathered_but_an_escalation_comes_through(platform, post, start, at, clock):
    task = start(who="dee")
    post.mails.clear()
    muted(platform, "ana", task.instance_id)
    for kind in (TASK_FOR_GROUP, QUESTION, NUDGE):
        event = Event(kind, groups=("clerks",), task_id=task.id, instance_id=task.instance_id, values={"text": "?"}, by="cy")
        run(platform, lambda act, event=event: tell(platform, act, event))
    at(clock.now().replace(day=clock.now().day + 1))
    assert {mail["To"] for mail in post.mails} == {"bo@example.com"}
    assert len(post.mails) == 3
    post.mails.clear()
    event = Event(TASK_ESCALATED, ("ana",), task_id=task.id, instance_id=task.instance_id)
    run(platform, lambda act: tell(platform, act, event))
    assert [mail["To"] for mail in post.mails] == ["ana@example.com"]


def test_a_kind_that_is_never_wanted_is_in_no_digest_either(platform, post, start, at, clock):
    never = Telling(mail=((TASK_FOR_GROUP, "never"),))
    with platform.store.write() as uow:
        uow.save_person(replace(uow.person("ana"), preferences=Wishes(telling=never)))
        uow.commit()
    start(group="clerks", by=PLATFORM)
    at(clock.now().replace(day=clock.now().day + 1))
    assert [mail["To"] for mail in post.mails] == ["bo@example.com"]
