"""What the processes of a crash run share: the models, the people, the database, the ledger of what was acknowledged."""

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from baton.dispatch.embedded import EmbeddedDispatcher
from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.errors import ConnectorError
from baton.domain.tasks import UserTask
from baton.main.clocks import SystemClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage import schema
from baton.storage.store import SqlStore
from baton.storage.writers import jobs
from baton.usecases import deploy, instances
from baton.usecases.platform import Platform

LEASE = timedelta(seconds=1)
LOOPED, DISPUTES = 16, 8
PACK = Path(__file__).parents[2] / "process_models" / "order-to-cash"
GROUPS = frozenset({"AR clerk", "Sales ops", "Finance director"})
WORKER = Actor("wanda", "Wanda", GROUPS, frozenset(Role))
BOSS = Actor("boris", "Boris", GROUPS, frozenset(Role))
LINE = 38  # characters: what was acknowledged (a letter), its id, a line feed


@dataclass(frozen=True)
class Place:
    """Where a run happens."""

    url: str
    folder: Path

    @property
    def ledger(self) -> Path:
        return self.folder / "acknowledged"

    def acknowledge(self, kind: str, id: str) -> None:
        """Written in one piece, so that a process that dies has acknowledged or has not."""
        handle = os.open(self.ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, f"{kind}{id}\n".encode())
        os.close(handle)

    def acknowledged(self, kind: str) -> list[str]:
        return [line[1:] for line in self.ledger.read_text().splitlines() if line[0] == kind]

    def steps(self) -> int:
        return self.ledger.stat().st_size // LINE if self.ledger.exists() else 0

    def platform(self, dispatcher: Any, point: Callable[[str], None]) -> Platform:
        jobs.LEASE = LEASE
        store = SqlStore(self.url, points=point)
        sa.event.listen(store.engine, "connect", _unforced)
        platform = build(Settings(), Parts(dispatcher, SystemClock(), store, point))
        return replace(platform, connectors=Ledger(), snapshot_every=8)


def _unforced(connection: Any, record: Any) -> None:
    """What was written outlives a killed process (though not a power cut), so forcing it to disk would only slow the run."""
    sqlite = type(connection).__module__.startswith("sqlite3")
    connection.execute("PRAGMA synchronous=OFF" if sqlite else "SET synchronous_commit = off")
    connection.commit()


class Ledger:
    """An outside system that is slow at times and down at times."""

    def names(self) -> tuple[str, ...]:
        return ("ledger.book",)

    def call(self, operation: str, parameters: Mapping[str, Any], key: str) -> Any:
        time.sleep(random.random() * 0.02)
        if random.random() < 0.1:
            raise ConnectorError("the ledger is closed")
        return {"key": key}


def populate(place: Place) -> None:
    """An up-to-date database with the models and the pool of instances."""
    schema.upgrade(place.url)
    platform = place.platform(EmbeddedDispatcher(1), lambda name: None)
    deploy.deploy(platform, PLATFORM, {"looped.bpmn": (Path(__file__).parent / "models" / "looped.bpmn").read_bytes()})
    files = {file.name: file.read_bytes() for folder in ("models", "decisions", "forms") for file in (PACK / folder).iterdir()}
    deploy.deploy(platform, PLATFORM, files)
    for _ in range(LOOPED):
        instances.start_instance(platform, WORKER, "looped", Start({"round": 0, "rounds": 20}))
    for number in range(DISPUTES):
        start_dispute(platform, number)
    platform.store.close()


def start_dispute(platform: Platform, number: int) -> str:
    values = {"invoice_no": f"INV-{number}", "amount": 4000, "reason": "PRC"}
    return instances.start_instance(platform, WORKER, "invoice-dispute", Start(values)).id


def answer(task: UserTask) -> tuple[Actor, tuple[dict[str, Any], str | None]]:
    """Who completes a task of the pool, and how. Disputes come back until somebody approves."""
    if task.element_id == "approve-resolution":
        return BOSS, ({"comment": "Ask again."}, "approve" if random.random() < 0.2 else "reject")
    if task.element_id == "investigate":
        return WORKER, ({"comment": "The customer is insolvent."}, "write-off")
    return WORKER, ({}, None)
