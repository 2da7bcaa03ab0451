"""The due table: found by time, taken by one, fenced against those who come back late."""

import threading
from dataclasses import replace

import pytest

from baton.domain.errors import NotFound
from baton.domain.jobs import LEASE, JobState, RetryPolicy
from baton.domain.waits import TIMER, Wait
from baton.storage.store import SqlStore
from fakes.stored import HOUR, NOW, SECOND, a_definition, a_job, an_instance, begin


def _with_job(store: SqlStore, *jobs: object) -> None:
    begin(store)
    with store.write() as uow:
        uow.add_jobs(jobs or [a_job()])  # type: ignore[arg-type]
        uow.commit()


def test_a_job_comes_back_as_it_was_stored(store: SqlStore) -> None:
    job = a_job(policy=RetryPolicy(3, 10 * SECOND, 1.5, HOUR))
    _with_job(store, job, a_job("free", instance_id=None, activity=None, element_id=None, operation=None, parameters={}))
    with store.read() as uow:
        assert uow.job("j1") == job
        assert list(uow.job("j1").parameters) == ["url", "body"]
        assert uow.job("free").instance_id is None
        with pytest.raises(NotFound):
            uow.job("nothing")


def test_a_claim_counts_an_attempt_and_raises_the_fence(store: SqlStore) -> None:
    _with_job(store)
    with store.write() as uow:
        assert uow.claim_job("j1", NOW - SECOND) is None
        claimed = uow.claim_job("j1", NOW)
        assert claimed == replace(a_job(), state=JobState.RUNNING, attempt=1, fence=1, lease_until=NOW + LEASE)
        assert uow.claim_job("j1", NOW) is None
        assert uow.due_jobs(NOW, 9) == []
        assert uow.next_due() == NOW + LEASE


def test_of_many_who_claim_at_once_one_gets_the_job(store: SqlStore) -> None:
    _with_job(store)
    got, barrier = [], threading.Barrier(6)

    def claim() -> None:
        barrier.wait()
        with store.write() as uow:
            job = uow.claim_job("j1", NOW)
            uow.commit()
        got.append(job)

    threads = [threading.Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [job.attempt for job in got if job] == [1]
    assert len(got) == 6


def test_a_lease_that_ran_out_is_taken_over_and_the_late_worker_is_fenced_off(store: SqlStore) -> None:
    _with_job(store)
    with store.write() as uow:
        slow = uow.claim_job("j1", NOW)
        uow.commit()
    with store.write() as uow:
        assert uow.due_jobs(NOW + LEASE, 9) == ["j1"]
        quick = uow.claim_job("j1", NOW + LEASE)
        uow.commit()
    assert slow is not None
    assert quick is not None
    assert (quick.attempt, quick.fence) == (2, 2)
    with store.write() as uow:
        assert uow.save_job(slow.ended(JobState.DONE)) is False
        assert uow.save_job(quick.retried(NOW, "again")) is True
        uow.commit()
    with store.read() as uow:
        assert uow.job("j1") == quick.retried(NOW, "again")


def test_a_job_that_is_over_is_never_due_again(store: SqlStore) -> None:
    _with_job(store)
    with store.write() as uow:
        claimed = uow.claim_job("j1", NOW)
        assert claimed is not None
        uow.save_job(claimed.ended(JobState.DEAD, "gave up"))
        assert uow.due_jobs(NOW + 9 * HOUR, 9) == []
        assert uow.claim_job("j1", NOW + 9 * HOUR) is None
        assert uow.next_due() is None


def test_due_jobs_come_oldest_first_and_no_more_than_asked_for(store: SqlStore) -> None:
    _with_job(store, a_job("b", due_at=NOW - SECOND), a_job("a"), a_job("c", due_at=NOW - HOUR), a_job("d", due_at=NOW + SECOND))
    with store.read() as uow:
        assert uow.due_jobs(NOW, 9) == ["c", "b", "a"]
        assert uow.due_jobs(NOW, 2) == ["c", "b"]


def test_due_instances_come_once_each_oldest_first(store: SqlStore) -> None:
    begin(store, an_instance("i1"), an_instance("i2"), an_instance("i3"))
    with store.write() as uow:
        uow.add_waits(
            an_instance("i1"), [Wait("a", "a#1", "a", TIMER, due_at=NOW), Wait("b", "a#1", "a", TIMER, due_at=NOW - SECOND)]
        )
        uow.add_waits(an_instance("i2"), [Wait("a", "a#1", "a", TIMER, due_at=NOW - HOUR)])
        uow.add_waits(an_instance("i3"), [Wait("a", "a#1", "a", TIMER, due_at=NOW + SECOND)])
        assert uow.due_instances(NOW, 9) == ["i2", "i1"]
        assert uow.due_instances(NOW, 1) == ["i2"]
        assert uow.has_due_wait("i1", NOW)
        assert not uow.has_due_wait("i3", NOW)
        assert uow.next_due() == NOW - HOUR


def test_timer_starts_belong_to_the_newest_version(store: SqlStore) -> None:
    old = a_definition()
    new = a_definition("dispute:2", version=2)
    nightly = old.outline.starts[1]
    with store.write() as uow:
        uow.add_definition(old)
        uow.arm_start(old, nightly, NOW + HOUR)
        uow.arm_start(old, nightly, NOW)
        assert uow.due_starts(NOW, 9) == [("dispute:1", "nightly", NOW)]
        assert uow.start_due_at("dispute:1", "nightly", NOW + HOUR) == NOW
        assert uow.start_due_at("dispute:1", "nightly", NOW - SECOND) is None
        assert uow.next_due() == NOW
        uow.add_definition(new)
        assert uow.due_starts(NOW, 9) == []
        uow.arm_start(old, nightly, NOW)
        assert uow.due_starts(NOW, 9) == []
        uow.arm_start(new, nightly, NOW)
        assert uow.due_starts(NOW, 9) == [("dispute:2", "nightly", NOW)]
        uow.arm_start(new, nightly, None)
        assert uow.due_starts(NOW, 9) == []
