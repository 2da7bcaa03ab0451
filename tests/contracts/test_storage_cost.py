"""What a step costs the database, and what happens when the database cannot be had."""

import pytest

from baton.domain.engine import Ending
from baton.domain.errors import Unavailable
from baton.domain.instances import InstanceState
from baton.domain.tasks import TaskState
from baton.domain.waits import TIMER, Wait
from baton.storage.store import SqlStore
from fakes.stored import HOUR, NOW, a_job, a_task, an_entry, an_instance, begin


def test_a_completed_user_task_costs_at_most_12_statements_and_one_commit(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.definition("dispute:1")
        uow.add_tasks([a_task()])
        uow.commit()
    with store.counted() as cost, store.write() as uow:
        assert uow.answer("anna", "key") is None
        task, instance = uow.locked_task("t1")
        definition = uow.definition(instance.definition_id)
        uow.save_task(task.claimed("anna").ended(TaskState.COMPLETED, "anna", NOW))
        uow.append(an_entry())
        uow.close("i1", Ending(waits=(task.activity,)), NOW)
        uow.add_tasks([a_task("t2", element_id="decide"), a_task("t3")])
        uow.add_waits(instance, [Wait("w", "decide#1", "late", TIMER, due_at=NOW + HOUR)])
        uow.save_instance(instance.moved(1, "h", InstanceState.ACTIVE, NOW))
        uow.store_answer("anna", "key", ("f", {"task": "t1"}), NOW)
        uow.commit()
    assert definition.id == "dispute:1"
    assert cost.statements <= 12, cost.texts
    assert cost.commits == 1


def test_a_claimed_job_costs_one_statement(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.add_jobs([a_job()])
        uow.commit()
    with store.counted() as cost, store.write() as uow:
        assert uow.claim_job("j1", NOW)
        uow.commit()
    assert (cost.statements, cost.commits) == (1, 1)


@pytest.mark.parametrize("address", ["sqlite:////proc/nowhere/baton.sqlite", "postgresql://nobody@127.0.0.1:1/baton"])
def test_a_database_that_cannot_be_reached_is_a_rejection_in_words(address: str) -> None:
    with pytest.raises(Unavailable, match="try again"):
        _open_both(address)


def test_a_reader_that_finds_no_database_is_told_the_same(store: SqlStore) -> None:
    lost = SqlStore("postgresql://nobody@127.0.0.1:1/baton")
    with pytest.raises(Unavailable), lost.reading():
        pass
    lost.close()


def _open_both(address: str) -> None:
    store = SqlStore(address)
    with store.write() as uow:
        uow.add_instance(an_instance())
