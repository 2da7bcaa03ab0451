"""The worklist with a thousand and with a hundred thousand open tasks: the query, the counts of its tabs, and the page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter, process_time
from typing import Any

from tests.bench.measuring import postgres
from tests.bench.measuring.dispute import DEFINITION, MORNING, actor, on_database
from tests.bench.measuring.rows import Row

from baton.domain.instances import InstanceState, ProcessInstance
from baton.domain.people import Session
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.domain.tasks import TaskState, UserTask
from baton.usecases import people
from baton.usecases.platform import Platform
from baton.web.app import create_app
from baton.web.security.actor import COOKIE
from baton.web.settings import WebSettings

FEW, MANY = 1_000, 100_000
MOST_GROWTH = 2
MOST_MS = 50
MOST_KB = 60
BATCH = 2_000
TIMES = 30
PAGE = "page of the worklist"
GROUPS = ("Sales ops", "Billing", "Logistics", "Quality", "Tax", "Delivery", "Returns", "AR manager", "Legal", "CFO")

Look = Callable[[], Any]
Clock = Callable[[], float]


def rows() -> Iterator[Row]:
    """SQLite, and PostgreSQL where there is one. The small and the large database take turns, so that the machine's mood hits
    both."""
    with on_database("normal") as few, on_database("normal") as many:
        yield from _grown("SQLite", (few, many), process_time)
    with postgres.database() as one, postgres.database() as other:
        if one and other:
            with on_database("normal", one) as few, on_database("normal", other) as many:
                yield from _grown("PostgreSQL", (few, many), perf_counter)


def _grown(database: str, platforms: tuple[Platform, Platform], clock: Clock) -> Iterator[Row]:
    few, many = platforms
    _fill(few, FEW)
    _fill(many, MANY)
    what = "CPU" if clock is process_time else "elapsed"
    pairs = {name: (look, _looks(many)[name]) for name, look in _looks(few).items()}
    for name, pair in pairs.items():
        small, large = _medians(pair, clock)
        how = f"{large:.2f} ms {what} with {MANY:,} open tasks, {small:.2f} ms with {FEW:,}; median of {TIMES} in turns"
        if name == PAGE:
            yield Row(f"{name}, {database}", large, "ms", MOST_MS if clock is process_time else None, how)
            size = "bytes of HTML before compression, the team queue with every row claimable"
            yield Row(f"{name}, size, {database}", pair[1]() / 1000, "kB", MOST_KB, size)
        else:
            limit = MOST_GROWTH if clock is process_time and name.startswith("worklist") else None
            yield Row(f"{name}, {database}, {MANY:,} against {FEW:,}", large / small, limit=limit, how=how)


def _looks(platform: Platform) -> dict[str, Look]:
    clerk, admin = actor("clerk"), actor("admin")
    client = create_app(platform, WebSettings(secret_key="k" * 32)).test_client()
    with platform.store.write() as uow:
        uow.save_session(Session(people.digest("bench"), "clerk", "c" * 43, MORNING, MORNING + people.SESSION_LIFE))
        uow.commit()
    client.set_cookie(COOKIE, "bench")

    def page() -> int:
        answer = client.get("/tasks?view=team")
        if answer.status_code != 200 or b"Investigate" not in answer.data:
            raise AssertionError(f"GET /tasks: {answer.status}")
        return len(answer.data)

    def listed(who: Any, wanted: TaskFilter) -> Callable[[], Any]:
        return lambda: platform.queries.tasks(who, wanted, PageRequest(50))

    return {
        "worklist of a group member": listed(clerk, TaskFilter(view="team")),
        "worklist by priority": listed(clerk, TaskFilter(view="team", sort="priority")),
        "worklist of an administrator": listed(admin, TaskFilter()),
        "counts of the tabs": lambda: platform.queries.task_counts(clerk, MORNING),
        PAGE: page,
    }


def _medians(pair: tuple[Look, Look], clock: Clock) -> tuple[float, float]:
    """Milliseconds of each."""
    spent: tuple[list[float], list[float]] = ([], [])
    for turn in range(TIMES + 1):
        for look, times in zip(pair, spent, strict=True):
            begun = clock()
            look()
            if turn:  # the first time compiles statements and templates
                times.append(1000 * (clock() - begun))
    return median(spent[0]), median(spent[1])


def _fill(platform: Platform, count: int) -> None:
    with platform.store.read() as uow:
        definition = uow.latest_definition(DEFINITION)
    assert definition is not None
    like = UserTask(
        "",
        "",
        "investigate#1",
        "investigate",
        "Investigate dispute",
        "",
        definition.id,
        definition.key,
        None,
        TaskState.OPEN,
        MORNING,
    )
    for begin in range(0, count, BATCH):
        end = min(begin + BATCH, count)
        with platform.store.write() as uow:
            for number in range(begin, end, 10):
                uow.add_instance(ProcessInstance(
                    _id("i", number), definition.id, definition.key, InstanceState.ACTIVE, f"INV-{number}", MORNING, "clerk"
                ))  # fmt: skip
            uow.add_tasks([_task(like, number) for number in range(begin, end)])
            uow.commit()
    engine = platform.store.engine  # type: ignore[attr-defined]
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:  # what autovacuum does by itself within a minute
            connection.exec_driver_sql("ANALYZE")


def _id(letter: str, number: int) -> str:
    """As long as the ids that the platform gives."""
    return f"{letter}{number:035d}"


def _task(like: UserTask, number: int) -> UserTask:
    return replace(
        like, id=_id("t", number), instance_id=_id("i", number - number % 10), activity=f"investigate#{number % 10 + 1}",
        title=f"Invoice INV-{number}", business_key=f"INV-{number}", candidate_groups=(GROUPS[number % len(GROUPS)],),
        due_at=MORNING + timedelta(minutes=number * 7919 % 100_000), priority=number * 31 % 100,
        assignee="clerk" if number % 50 == 0 else None,
    )  # fmt: skip
