"""A completed user task: the engine room alone, and the whole way through use case, store and commit."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import process_time

from tests.bench.measuring import shares
from tests.bench.measuring.dispute import (
    DISPUTES,
    MORNING,
    PATH,
    actor,
    begin,
    on_database,
    open_task,
    require_finished,
    variables,
)
from tests.bench.measuring.rows import Row

from baton.domain.engine import CompleteTask, Start
from baton.usecases import tasks
from baton.usecases.platform import Platform

MOST = 6
STATEMENTS = 12
STEPS = DISPUTES * len(PATH)
ROUNDS = 5


@dataclass
class Cost:
    """Seconds of processor time, and what the database was asked, of all user steps together."""

    whole: float = 0.0
    engine: float = 0.0
    statements: int = 0
    most_statements: int = 0
    commits: int = 0


def rows() -> Iterator[Row]:
    """The step on SQLite with both durabilities, its statements and commits, and where the time goes."""
    with on_database("normal") as platform:
        _run(platform, Cost(), DISPUTES // 4)
        cost = _middle(platform)
        counted = _count(platform)
        spent = shares.of(platform, lambda: _run(platform, Cost(), DISPUTES))
    with on_database("full") as platform:
        _run(platform, Cost(), DISPUTES // 4)
        full = _middle(platform)
    how = f"{DISPUTES} disputes, {STEPS} user steps, the middle of {ROUNDS} rounds: {_micro(cost.whole)} CPU per step, of which the engine needs {_micro(cost.engine)}"
    yield Row("user step, SQLite, normal durability", cost.whole / cost.engine, limit=MOST, how=how)
    how = f"as above with every commit forced to disk: {_micro(full.whole)} against {_micro(full.engine)}"
    yield Row("user step, SQLite, full durability", full.whole / full.engine, how=how)
    yield Row(
        "user step, SQL statements",
        counted.most_statements,
        "",
        STATEMENTS,
        f"most of any step, mean {counted.statements / STEPS:.1f}",
    )
    yield Row("user step, commits", counted.commits / STEPS, "", 1, "per step")
    for name, share in spent.items():
        yield Row(f"user step, share of {name}", 100 * share, "%", how="of the CPU time of a user step, normal durability")


def _micro(seconds: float) -> str:
    return f"{seconds / STEPS * 1e6:,.0f} us"


def _run(platform: Platform, cost: Cost, count: int) -> Cost:
    """Start and finish ``count`` disputes; beside each the same commands are told to the engine alone."""
    for number in range(count):
        instance_id, state = begin(platform, number), _fresh(platform, number)
        for decision in PATH:
            task, person = open_task(platform, instance_id, decision), actor(decision.person)
            values = decision.values | {"outcome": decision.outcome}
            begun = process_time()
            tasks.complete(platform, person, task.id, (decision.values, decision.outcome))
            between = process_time()
            state = platform.engine.apply(state, CompleteTask(task.activity, values), MORNING).state
            cost.whole, cost.engine = cost.whole + between - begun, cost.engine + process_time() - between
        require_finished(platform, instance_id)
    return cost


def _middle(platform: Platform) -> Cost:
    """The round whose ratio is in the middle: what else the machine does hits one round or another."""
    rounds = [_run(platform, Cost(), DISPUTES) for _ in range(ROUNDS)]
    return sorted(rounds, key=lambda cost: cost.whole / cost.engine)[ROUNDS // 2]


def _fresh(platform: Platform, number: int) -> object:
    with platform.store.read() as uow:
        definition = uow.latest_definition("invoice-dispute")
    assert definition is not None
    return platform.engine.apply(platform.engine.fresh(definition), Start(variables(number)), MORNING).state


def _count(platform: Platform) -> Cost:
    cost = Cost()
    for number in range(DISPUTES):
        instance_id = begin(platform, number)
        for decision in PATH:
            task, person = open_task(platform, instance_id, decision), actor(decision.person)
            with platform.store.counted() as counted:  # type: ignore[attr-defined]
                tasks.complete(platform, person, task.id, (decision.values, decision.outcome))
            cost.statements += counted.statements
            cost.most_statements = max(cost.most_statements, counted.statements)
            cost.commits += counted.commits
    return cost
