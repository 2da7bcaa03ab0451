"""Realistic mistakes, made on purpose: a run that does not notice each of them proves nothing."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from baton.domain.errors import Conflict
from baton.domain.tasks import UserTask
from baton.engine.cache import InstanceCache
from baton.storage.unit_of_work import SqlUnitOfWork
from baton.storage.writers.waits import WaitWriter
from baton.usecases import tasks


def none(worker: Any) -> None:
    """As shipped."""


def acknowledged_before_commit(worker: Any) -> None:
    """The person is told “done” while the transaction is still open."""
    save = SqlUnitOfWork.save_task

    def early(uow: SqlUnitOfWork, task: UserTask) -> None:
        save(uow, task)
        worker.place.acknowledge("t", task.id)

    def completed(actor: Any, task: Any, given: Any) -> None:
        tasks.complete(worker.platform, actor, task.id, given)

    SqlUnitOfWork.save_task = early  # type: ignore[method-assign]
    worker.complete = completed


def second_completion_acknowledged(worker: Any) -> None:
    """Whoever comes second is told “done” as well; what they had filled in is lost."""

    def completed(actor: Any, task: Any, given: Any) -> None:
        with suppress(Conflict):
            tasks.complete(worker.platform, actor, task.id, given)
        worker.place.acknowledge("t", task.id)

    worker.complete = completed


def journal_in_its_own_transaction(worker: Any) -> None:
    """The entry is written after the commit of what it records."""
    commit, append = SqlUnitOfWork.commit, SqlUnitOfWork.append

    def later(uow: Any, entry: Any) -> None:
        uow.__dict__.setdefault("later", []).append(entry)

    def both(uow: Any) -> None:
        commit(uow)
        entries = uow.__dict__.pop("later", [])
        if entries:
            with worker.platform.store.write() as second:
                for entry in entries:
                    append(second, entry)
                commit(second)

    SqlUnitOfWork.append, SqlUnitOfWork.commit = later, both  # type: ignore[method-assign]


def memory_believed_blindly(worker: Any) -> None:
    """A state in memory is used although another process has moved the instance since."""
    take = InstanceCache.take

    def stale(cache: InstanceCache, instance_id: str) -> Any:
        held = take(cache, instance_id)
        if held is None:
            return None
        with worker.platform.store.read() as uow:
            return uow.instance(instance_id).seq, held[1]

    InstanceCache.take = stale  # type: ignore[method-assign]


def timer_not_cancelled(worker: Any) -> None:
    """The timers of a finished activity stay armed."""
    WaitWriter.drop_waits = lambda uow, instance_id, keys: None  # type: ignore[method-assign]
    end = WaitWriter.close

    def close(uow: Any, instance_id: str, ending: Any, at: Any) -> None:
        end(uow, instance_id, replace(ending, waits=()), at)

    WaitWriter.close = close  # type: ignore[method-assign]


MUTANTS: dict[str, Callable[[Any], None]] = {
    mutant.__name__: mutant
    for mutant in (none, acknowledged_before_commit, second_completion_acknowledged, journal_in_its_own_transaction,
                   memory_believed_blindly, timer_not_cancelled)
}  # fmt: skip
