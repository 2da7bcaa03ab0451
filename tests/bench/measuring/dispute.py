"""The invoice dispute that benchmarks run: on a real database, from its start to its end."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from baton.dispatch.inline import NullDispatcher
from baton.domain.actors import Actor
from baton.domain.engine import Start
from baton.domain.instances import InstanceState
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.domain.tasks import UserTask
from baton.main import demo
from baton.main.clocks import FrozenClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage import schema
from baton.storage.store import SqlStore
from baton.usecases.instances import start_instance
from baton.usecases.platform import Platform

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
DEFINITION = "invoice-dispute"
DISPUTES = 100


@dataclass(frozen=True)
class Decision:
    """What a person sends for one user task of the dispute."""

    element_id: str
    person: str
    values: dict[str, Any]
    outcome: str


PATH = (
    Decision("investigate", "clerk", {"comment": "the price list was out of date", "root_cause": "pricing"}, "write-off"),
    Decision("approve-resolution", "director", {"comment": "agreed"}, "approve"),
)


def variables(number: int) -> dict[str, Any]:
    """What the clerk enters at the start of dispute ``number``."""
    return {"invoice_no": f"INV-{number}", "amount": 4000, "reason": "PRC", "description": "billed above the agreed price"}


def actor(person: str) -> Actor:
    """The demo person as somebody who asks."""
    return next(one.person.actor() for one in demo.PEOPLE if one.person.id == person)


@contextmanager
def on_database(durability: str = "full", url: str | None = None) -> Iterator[Platform]:
    """A platform on a SQLite file of its own (or at ``url``), with the demo people and the pack."""
    with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
        address = url or f"sqlite:///{Path(folder) / 'baton.db'}"
        schema.upgrade(address)
        store = SqlStore(address, durability=durability)
        platform = build(Settings(), Parts(NullDispatcher(), FrozenClock(MORNING), store))
        demo.seed(platform)
        try:
            yield platform
        finally:
            store.close()


@contextmanager
def on_memory() -> Iterator[Platform]:
    """An empty platform on a throwaway database, whose commits cost next to nothing."""
    store = SqlStore("sqlite://")
    try:
        yield build(Settings(), Parts(NullDispatcher(), FrozenClock(MORNING), store))
    finally:
        store.close()


def begin(platform: Platform, number: int) -> str:
    """Start dispute ``number``; the id of its instance."""
    started = start_instance(platform, actor("clerk"), DEFINITION, Start(variables(number)))
    assert not isinstance(started, dict)
    return started.id  # type: ignore[union-attr]


def open_task(platform: Platform, instance_id: str, decision: Decision) -> UserTask:
    """The task of the instance that ``decision`` is about."""
    found = platform.queries.tasks(actor(decision.person), TaskFilter(instance_id=instance_id), PageRequest(10)).items
    return next(task for task in found if task.element_id == decision.element_id)


def require_finished(platform: Platform, instance_id: str) -> None:
    """A benchmark that measures something else than finished disputes is worth nothing."""
    state = platform.queries.instance_row(instance_id).instance.state
    if state is not InstanceState.COMPLETED:
        raise AssertionError(f"the dispute {instance_id} is {state}, not finished")
