"""One unit of work is one transaction: everything or nothing, one winner, no writing where only reading was asked for."""

import threading

import pytest
import sqlalchemy as sa

from baton.domain.errors import Conflict, NotFound, SeqTaken
from baton.domain.instances import InstanceState, Snapshot
from baton.domain.journal import first_break
from baton.domain.tasks import TaskState
from baton.storage.store import SqlStore
from fakes.stored import NOW, a_definition, a_task, an_entry, an_instance, begin


def test_a_unit_that_is_left_without_commit_leaves_nothing(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add_definition(a_definition())
        uow.add_instance(an_instance())
        uow.append(an_entry())
        assert uow.definition("dispute:1").title == "Invoice dispute"
    with store.read() as uow:
        for missing in (uow.definition, uow.instance):
            with pytest.raises(NotFound):
                missing("dispute:1")
        assert uow.entries("i1") == []
        assert uow.latest_definition("dispute") is None


def test_a_unit_that_breaks_in_the_middle_leaves_nothing(store: SqlStore) -> None:
    begin(store)

    def work() -> None:
        with store.write() as uow:
            uow.append(an_entry())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    with store.read() as uow:
        assert uow.entries("i1") == []


def test_the_second_entry_with_the_same_seq_is_refused(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.append(an_entry())
        uow.commit()
    with pytest.raises(SeqTaken), store.write() as uow:
        uow.append(an_entry())


def test_entries_come_back_as_they_were_hashed(store: SqlStore) -> None:
    begin(store)
    first = an_entry()
    second = an_entry(2, first.hash)
    with store.write() as uow:
        uow.append(first)
        uow.append(second)
        uow.commit()
    with store.read() as uow:
        assert uow.entries("i1") == [first, second]
        assert uow.entries("i1", after=1) == [second]
        assert uow.entries("i1", upto=1) == [first]
        assert first_break(uow.entries("i1")) is None


def test_an_instance_comes_back_as_it_was_saved(store: SqlStore) -> None:
    begin(store)
    moved = an_instance().moved(3, "head", InstanceState.COMPLETED, NOW)
    with store.write() as uow:
        assert uow.instance("i1") == an_instance()
        uow.save_instance(moved)
        uow.commit()
    with store.read() as uow:
        assert uow.instance("i1") == moved


def test_the_newest_snapshot_replaces_the_one_before(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        assert uow.snapshot("i1") is None
        uow.save_snapshot(Snapshot("i1", 1, "e", b"one"))
        uow.save_snapshot(Snapshot("i1", 2, "e", b"\x00two"))
        uow.commit()
    with store.read() as uow:
        assert uow.snapshot("i1") == Snapshot("i1", 2, "e", b"\x00two")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET actor = 'mallory'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT instance_id, seq, at, 'mallory', kind, body, hash FROM journal",
        "TRUNCATE journal",
    ],
)
def test_the_journal_cannot_be_rewritten(store: SqlStore, tampering: str) -> None:
    begin(store)
    with store.write() as uow:
        uow.append(an_entry())
        uow.commit()
    with store.engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.text(tampering))
    with store.read() as uow:
        assert uow.entries("i1") == [an_entry()]


def test_a_write_in_a_read_transaction_is_refused_by_the_database(store: SqlStore) -> None:
    begin(store)
    with pytest.raises(sa.exc.DBAPIError), store.read() as uow:
        uow.append(an_entry())
    with store.write() as uow:  # the same connection writes again afterwards
        uow.append(an_entry())
        uow.commit()


def test_what_refers_to_nothing_is_not_committed(store: SqlStore) -> None:
    with store.write() as uow:
        uow.append(an_entry(instance_id="nobody"))
        with pytest.raises(sa.exc.IntegrityError):
            uow.commit()


def test_two_who_move_the_same_instance_move_it_one_after_the_other(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.add_tasks([a_task()])
        uow.commit()
    seen, barrier = [], threading.Barrier(4)

    def complete(name: str) -> None:
        barrier.wait()
        with store.write() as uow:
            task, instance = uow.locked_task("t1")
            try:
                task.require_open()
            except Conflict:
                seen.append("late")
                return
            uow.append(an_entry(instance.seq + 1, instance.head))
            uow.save_instance(instance.moved(instance.seq + 1, "h", InstanceState.ACTIVE, NOW))
            uow.save_task(task.ended(TaskState.COMPLETED, name, NOW))
            uow.commit()
            seen.append("first")

    threads = [threading.Thread(target=complete, args=(f"p{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == ["first", "late", "late", "late"]
    with store.read() as uow:
        assert uow.instance("i1").seq == 1


def test_the_faults_of_a_test_can_strike_around_every_commit(store: SqlStore) -> None:
    begin(store)
    passed: list[str] = []
    watched = SqlStore(store.engine.url.render_as_string(hide_password=False), points=passed.append)
    with watched.write() as uow:
        uow.append(an_entry())
        uow.commit()
    with watched.read() as uow:
        uow.entries("i1")
    watched.close()
    assert passed == ["write.begin", "journal.appended", "before_commit", "after_commit"]
