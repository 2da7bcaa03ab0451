"""The worklist with a thousand and with a hundred thousand open tasks: the query, the counts of its tabs, and the page."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from tests.bench import postgres
from tests.bench.dispute import DEFINITION, MORNING, actor, on_database
from tests.bench.rows import Row

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
BATCH = 2_000
TIMES = 30
GROUPS = ("Sales ops", "Billing", "Logistics", "Quality", "Tax", "Delivery", "Returns", "AR manager", "Legal", "CFO")


def rows() -> Iterator[Row]:
    """SQLite, and PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
        yield from _grown("SQLite", f"sqlite:///{Path(folder) / 'baton.db'}")
    with postgres.database() as url:
        if url:
            yield from _grown("PostgreSQL", url)


def _grown(database: str, url: str) -> Iterator[Row]:
    with on_database("normal", url) as platform:
        looks = _looks(platform)
        clock, what = (process_time, "CPU") if database == "SQLite" else (perf_counter, "elapsed")
        _fill(platform, 0, FEW)
        few = {name: _micro(look, clock) for name, look in looks.items()}
        _fill(platform, FEW, MANY)
        many = {name: _micro(look, clock) for name, look in looks.items()}
    for name in looks:
        how = f"{many[name] / 1000:.2f} ms {what} with {MANY:,} open tasks, {few[name] / 1000:.2f} ms with {FEW:,}"
        limit = MOST_GROWTH if database == "SQLite" and name.startswith("worklist") else None
        yield Row(f"{name}, {database}, {MANY:,} against {FEW:,}", many[name] / few[name], limit=limit, how=how)
    how = f"server time ({what}) of GET /tasks with {MANY:,} open tasks, median of {TIMES}"
    yield Row(f"page of the worklist, {database}", many["page of the worklist"] / 1000, "ms", MOST_MS, how)


def _looks(platform: Platform) -> dict[str, Callable[[], Any]]:
    clerk, admin = actor("clerk"), actor("admin")
    client = create_app(platform, WebSettings(secret_key="k" * 32)).test_client()
    with platform.store.write() as uow:
        uow.save_session(Session(people.digest("bench"), "clerk", "c", MORNING, MORNING + people.SESSION_LIFE))
        uow.commit()
    client.set_cookie(COOKIE, "bench")

    def page() -> None:
        answer = client.get("/tasks")
        if answer.status_code != 200 or b"Investigate" not in answer.data:
            raise AssertionError(f"GET /tasks: {answer.status}")

    def listed(who: Any, wanted: TaskFilter) -> Callable[[], Any]:
        return lambda: platform.queries.tasks(who, wanted, PageRequest(50))

    return {
        "worklist of a group member": listed(clerk, TaskFilter(view="team")),
        "worklist by priority": listed(clerk, TaskFilter(view="team", sort="priority")),
        "worklist of an administrator": listed(admin, TaskFilter()),
        "counts of the tabs": lambda: platform.queries.task_counts(clerk, MORNING),
        "page of the worklist": page,
    }


def _micro(look: Callable[[], Any], clock: Callable[[], float]) -> float:
    look()
    spent = []
    for _ in range(TIMES):
        begun = clock()
        look()
        spent.append(clock() - begun)
    return 1e6 * median(spent)


def _fill(platform: Platform, first: int, last: int) -> None:
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
    for begin in range(first, last, BATCH):
        end = min(begin + BATCH, last)
        with platform.store.write() as uow:
            for number in range(begin, end, 10):
                uow.add_instance(ProcessInstance(
                    f"i{number}", definition.id, definition.key, InstanceState.ACTIVE, f"INV-{number}", MORNING, "clerk"
                ))  # fmt: skip
            uow.add_tasks([_task(like, number) for number in range(begin, end)])
            uow.commit()


def _task(like: UserTask, number: int) -> UserTask:
    return replace(
        like, id=f"t{number}", instance_id=f"i{number - number % 10}", activity=f"investigate#{number % 10 + 1}",
        title=f"Invoice INV-{number}", business_key=f"INV-{number}", candidate_groups=(GROUPS[number % len(GROUPS)],),
        due_at=MORNING + timedelta(minutes=number * 7919 % 100_000), priority=number * 31 % 100,
        assignee="clerk" if number % 50 == 0 else None,
    )  # fmt: skip
