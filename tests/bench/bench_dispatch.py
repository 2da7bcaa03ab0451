"""Due work: a hundred timers that fire together, and what waiting costs while ten thousand instances are open."""

from collections.abc import Iterator
from datetime import timedelta
from time import process_time, sleep

from tests.bench.measuring.dispute import DEFINITION, DISPUTES, MORNING, begin, on_database
from tests.bench.measuring.rows import Row

from baton.dispatch.embedded import EmbeddedDispatcher
from baton.domain.instances import InstanceState, ProcessInstance
from baton.domain.waits import TIMER, Wait
from baton.main.wiring import work
from baton.usecases import due
from baton.usecases.platform import Platform

OPEN = 10_000
BATCH = 1_000
WATCHED = 4.0


def rows() -> Iterator[Row]:
    """Both on SQLite."""
    with on_database("normal") as platform:
        yield _fired(platform)
        _fill(platform)
        yield _idle(platform)


def _fired(platform: Platform) -> Row:
    for number in range(DISPUTES):
        begin(platform, number)
    platform.clock.move_to(MORNING + timedelta(hours=48))  # type: ignore[attr-defined]
    begun = process_time()
    done = due.drain(platform)
    spent = process_time() - begun
    if done < DISPUTES:
        raise AssertionError(f"only {done} of {DISPUTES} instances had a due timer")
    how = f"{DISPUTES} disputes, 48 hours later: reminder, its notice and the escalation; {done} pieces of due work, normal durability"
    return Row("dispatch, overdue dispute", 1000 * spent / DISPUTES, "ms", how=how)


def _fill(platform: Platform) -> None:
    with platform.store.read() as uow:
        definition = uow.latest_definition(DEFINITION)
    assert definition is not None
    later = MORNING + timedelta(days=30)
    for first in range(0, OPEN, BATCH):
        with platform.store.write() as uow:
            for number in range(first, first + BATCH):
                instance = ProcessInstance(
                    f"i{number}", definition.id, definition.key, InstanceState.ACTIVE, f"INV-{number}", MORNING, "clerk"
                )
                uow.add_instance(instance)
                uow.add_waits(instance, [
                    Wait(f"escalate#{number}", "escalate#1", "escalate", TIMER, due_at=later + timedelta(seconds=number))
                ])  # fmt: skip
            uow.commit()


def _idle(platform: Platform) -> Row:
    dispatcher = EmbeddedDispatcher()
    dispatcher.start(work(platform))
    try:
        sleep(1.0)
        begun = process_time()
        sleep(WATCHED)
        spent = process_time() - begun
    finally:
        dispatcher.stop()
    how = (
        f"CPU of the embedded dispatcher per minute with {OPEN:,} open instances that wait for a timer, watched for {WATCHED:g} s"
    )
    return Row("dispatch, idle", 1000 * spent * 60 / WATCHED, "ms/min", how=how)
