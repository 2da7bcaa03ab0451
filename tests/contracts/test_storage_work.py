"""What instances wait for: tasks, waits, incidents; ended and held as one."""

from dataclasses import replace
from datetime import datetime

import pytest

from baton.domain.engine import Ending
from baton.domain.errors import NotFound
from baton.domain.jobs import JobState
from baton.domain.tasks import TaskState
from baton.domain.waits import MESSAGE, SIGNAL, TIMER, Wait
from baton.storage.store import SqlStore
from fakes.stored import HOUR, NOW, a_job, a_task, an_incident, an_instance, begin


def test_a_task_comes_back_as_it_was_saved(store: SqlStore) -> None:
    begin(store)
    task = a_task(candidate_users=("bo", "anna"), due_at=NOW + HOUR, form="f", not_same_as=("eve",), priority=80)
    with store.write() as uow:
        uow.add_tasks([task])
        uow.commit()
    done = task.claimed("bo").ended(TaskState.COMPLETED, "bo", NOW)
    with store.write() as uow:
        assert uow.task("t1") == task
        uow.save_task(done)
        assert uow.completers("i1", ["investigate", "other"]) == {"bo"}
        assert uow.completers("i1", ["other"]) == frozenset()
        uow.commit()
    with store.read() as uow:
        assert uow.task("t1") == done
        with pytest.raises(NotFound):
            uow.task("nothing")


def test_a_message_finds_waits_of_its_correlation_and_those_that_accept_any(store: SqlStore) -> None:
    begin(store)
    waits = [
        Wait("any", "a#1", "a", MESSAGE, "paid"),
        Wait("seven", "a#2", "a", MESSAGE, "paid", correlation={"no": 7, "of": "acme"}),
        Wait("eight", "a#3", "a", MESSAGE, "paid", correlation={"no": 8, "of": "acme"}),
        Wait("text", "a#4", "a", MESSAGE, "paid", correlation={"no": "7", "of": "acme"}),
        Wait("other", "a#5", "a", MESSAGE, "late"),
        Wait("signal", "a#6", "a", SIGNAL, "paid"),
    ]
    with store.write() as uow:
        uow.add_waits(an_instance(), waits)
        uow.commit()
    with store.read() as uow:
        keys = [wait.key for _, wait in uow.waiting_for(MESSAGE, "paid", {"of": "acme", "no": 7})]
        assert keys == ["any", "seven"]
        assert [wait.key for _, wait in uow.waiting_for(MESSAGE, "paid", {})] == ["any"]
        assert [wait.key for _, wait in uow.waiting_for(MESSAGE, "paid")] == ["any", "seven", "eight", "text"]
        assert uow.waiting_for(SIGNAL, "paid") == [("i1", waits[5])]
        assert uow.waits("i1") == waits


def test_a_wait_that_is_armed_again_is_the_same_wait_with_a_new_time(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.add_waits(an_instance(), [Wait("w", "a#1", "a", TIMER, due_at=NOW)])
        uow.add_waits(an_instance(), [Wait("w", "a#1", "a", TIMER, due_at=NOW + HOUR)])
        assert [wait.due_at for wait in uow.waits("i1")] == [NOW + HOUR]
        uow.drop_waits("i1", ["w", "never there"])
        assert uow.waits("i1") == []


def test_closing_an_activity_ends_everything_it_waited_for_and_nothing_else(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.add_tasks([a_task("t1", activity="a#1"), a_task("t2", activity="b#1")])
        uow.add_waits(an_instance(), [Wait("a", "a#1", "a", TIMER, due_at=NOW), Wait("b", "b#1", "b", TIMER, due_at=NOW)])
        uow.add_jobs([a_job("j1", activity="a#1"), a_job("j2", activity="b#1")])
        uow.add_incidents([an_incident("n1", activity="a#1"), an_incident("n2", activity="b#1")])
        some = ("a#1", "unknown#1")
        uow.close("i1", Ending(some, some, some, some), NOW + HOUR)
        uow.commit()
    with store.read() as uow:
        assert uow.task("t1") == replace(a_task("t1", activity="a#1"), state=TaskState.CANCELLED, ended_at=NOW + HOUR)
        assert uow.task("t2").state is TaskState.OPEN
        assert [wait.key for wait in uow.waits("i1")] == ["b"]
        assert (uow.job("j1").state, uow.job("j2").state) == (JobState.CANCELLED, JobState.WAITING)
        assert (uow.incident("n1").resolved_at, uow.incident("n2").resolved_at) == (NOW + HOUR, None)
        assert uow.due_jobs(NOW, 9) == ["j2"]


def test_closing_leaves_what_had_ended_before_as_it_was(store: SqlStore) -> None:
    begin(store)
    done = a_task(activity="a#1").ended(TaskState.COMPLETED, "anna", NOW)
    resolved = an_incident(activity="a#1", resolved_at=NOW, resolved_by="otto")
    with store.write() as uow:
        uow.add_tasks([done])
        uow.add_incidents([resolved])
        uow.close_all("i1", NOW + HOUR)
        assert uow.task("t1") == done
        assert uow.incident("n1") == resolved


def test_closing_everything_ends_everything_of_that_instance_only(store: SqlStore) -> None:
    begin(store, an_instance("i1"), an_instance("i2"))
    with store.write() as uow:
        uow.add_tasks([a_task("t1"), a_task("t2", instance_id="i2")])
        uow.add_jobs([a_job("j1"), a_job("j2", instance_id="i2")])
        uow.add_waits(an_instance("i1"), [Wait("a", "a#1", "a", TIMER, due_at=NOW)])
        uow.close_all("i1", NOW)
        assert [uow.task(id).state for id in ("t1", "t2")] == [TaskState.CANCELLED, TaskState.OPEN]
        assert [uow.job(id).state for id in ("j1", "j2")] == [JobState.CANCELLED, JobState.WAITING]
        assert uow.waits("i1") == []


def test_nothing_of_a_held_instance_comes_due_or_hears_messages(store: SqlStore) -> None:
    suspended = an_instance("i2", suspended=True)
    begin(store, an_instance("i1"), suspended)
    armed = [Wait("a", "a#1", "a", TIMER, due_at=NOW), Wait("m", "a#1", "a", MESSAGE, "paid")]

    def seen() -> tuple[list[str], list[str], list[str], datetime | None]:
        heard = [instance_id for instance_id, _ in uow.waiting_for(MESSAGE, "paid")]
        return uow.due_instances(NOW, 9), uow.due_jobs(NOW, 9), heard, uow.next_due()

    with store.write() as uow:
        for instance in (an_instance("i1"), suspended):
            uow.add_waits(instance, armed)
            uow.add_jobs([a_job(f"j-{instance.id}", instance_id=instance.id)])
        assert seen() == (["i1"], ["j-i1"], ["i1"], NOW)
        uow.hold("i1", True)
        assert seen() == ([], [], [], None)
        assert uow.claim_job("j-i1", NOW) is None
        assert not uow.has_due_wait("i1", NOW)
        uow.hold("i2", False)
        assert seen() == (["i2"], ["j-i2"], ["i2"], NOW)


def test_an_incident_comes_back_as_it_was_saved(store: SqlStore) -> None:
    begin(store)
    resolved = an_incident(resolved_at=NOW, resolved_by="otto", job_id="j1")
    with store.write() as uow:
        uow.add_incidents([an_incident()])
        assert uow.incident("n1") == an_incident()
        uow.save_incident(resolved)
        assert uow.incident("n1") == resolved
        with pytest.raises(NotFound):
            uow.incident("nothing")
