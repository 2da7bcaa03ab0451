"""Reminding: who may, how often, and that it is counted."""

from datetime import timedelta

import pytest

from baton.domain.errors import Conflict, Forbidden, NotFound, TooLarge
from baton.usecases import tasks
from baton.usecases.reminding.nudging import nudge


def counted(platform, task):
    with platform.store.read() as uow:
        return [(one.task_id, one.by) for one in uow.nudges(task.instance_id)]


def test_whoever_started_it_reminds_whoever_has_it(platform, post, start, actor, clock, notices):
    task = start(who="ana", by=actor("dee"))
    post.mails.clear()
    clock.move_to(clock.now() + timedelta(minutes=1))
    nudge(platform, actor("dee"), task.id, "It is urgent.")
    assert notices("ana")[0] == "Dee reminds you: Check order: Laptop"
    assert "It is urgent." in post.mails[0].get_body(("plain",)).get_content()
    assert counted(platform, task) == [(task.id, "dee")]
    with platform.store.read() as uow:
        entry = uow.entries(task.instance_id)[-1]
    assert (entry.actor, entry.content["command"]["kind"]) == ("dee", "nudged")


def test_a_task_nobody_has_reminds_its_candidates(platform, start, actor, notices):
    task = start(group="clerks", by=actor("dee"))
    nudge(platform, actor("dee"), task.id)
    assert [len(notices(id)) for id in ("ana", "bo", "cy")] == [1, 1, 0]


def test_once_an_hour_is_enough(platform, start, actor, clock):
    task = start(who="ana", by=actor("dee"))
    nudge(platform, actor("dee"), task.id)
    clock.move_to(clock.now() + timedelta(minutes=59))
    with pytest.raises(Conflict, match="less than an hour"):
        nudge(platform, actor("dee"), task.id)
    clock.move_to(clock.now() + timedelta(minutes=1))
    nudge(platform, actor("dee"), task.id)
    assert len(counted(platform, task)) == 2


def test_others_cannot_remind(platform, start, actor, admin):
    task = start(who="ana", by=actor("dee"))
    with pytest.raises(NotFound):
        nudge(platform, actor("cy"), task.id)
    with pytest.raises(Forbidden):
        nudge(platform, actor("ana"), task.id)
    nudge(platform, admin, task.id)


def test_what_is_done_needs_no_reminder(platform, start, actor):
    task = start(who="ana", by=actor("dee"))
    tasks.complete(platform, actor("ana"), task.id, ({}, None))
    with pytest.raises(Conflict):
        nudge(platform, actor("dee"), task.id)
    assert counted(platform, task) == []


def test_too_many_words_are_refused(platform, start, actor):
    task = start(who="ana", by=actor("dee"))
    with pytest.raises(TooLarge):
        nudge(platform, actor("dee"), task.id, "x" * 501)
