"""A platform with a dispatcher at work beside it: what the contract of dispatchers is tried on."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import databases
from baton.dispatch.embedded import EmbeddedDispatcher
from baton.dispatch.inline import InlineDispatcher
from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.engine import Start
from baton.domain.incidents import Incident
from baton.domain.ports.queries import InstanceFilter, PageRequest
from baton.domain.tasks import TaskState, UserTask
from baton.main.clocks import FrozenClock, ShiftedClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build, work
from baton.storage.store import SqlStore
from baton.usecases import deploy, due, instances, tasks
from baton.usecases.platform import Platform

KINDS = ("inline", "embedded on sqlite", "embedded on postgres", "procrastinate on postgres")
PERSON = Actor("pia", "Pia", frozenset(), frozenset(Role))
MODEL = Path(__file__).parent / "models" / "dispatched.bpmn"
PATIENCE = 10.0


class Ledger:
    """A connector that writes down how it was called, and does what it is told: answer, raise, or hang until let go."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.answer: Any = {"entry": 7}
        self.hangs = threading.Event()
        self.let_go = threading.Event()

    def names(self) -> tuple[str, ...]:
        return ("ledger.book",)

    def call(self, operation: str, parameters: Any, key: str) -> Any:
        self.calls.append(key)
        if self.hangs.is_set():
            self.hangs.clear()
            self.let_go.wait(PATIENCE)
            return {"entry": "late"}
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class Site:
    """One platform, its clock, its connector, and a way to add dispatchers."""

    platform: Platform
    clock: FrozenClock | ShiftedClock
    add: Callable[[], Callable[[], None]]
    ledger: Ledger = field(default_factory=Ledger)

    def start(self, definition: str, **variables: Any) -> str:
        return instances.start_instance(self.platform, PERSON, definition, Start(variables)).id

    def pass_time(self, **how: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**how))
        self.platform.dispatcher.wake()

    def open_tasks(self, instance_id: str) -> list[UserTask]:
        return [task for task in self.platform.queries.waiting(instance_id).tasks if task.state is TaskState.OPEN]

    def at(self, instance_id: str, element_id: str, within: float = PATIENCE) -> UserTask:
        """The open task of that element, waited for."""
        return until(lambda: next((t for t in self.open_tasks(instance_id) if t.element_id == element_id), None), within)

    def complete(self, instance_id: str, element_id: str) -> None:
        tasks.complete(self.platform, PERSON, self.at(instance_id, element_id).id, ({}, None))

    def incidents(self, instance_id: str) -> list[Incident]:
        return list(self.platform.queries.incidents(instance_id, "raised", PageRequest()).items)

    def entries(self, instance_id: str, kind: str) -> list[Any]:
        with self.platform.store.read() as uow:
            return [entry for entry in uow.entries(instance_id) if entry.kind == kind]

    def running(self, definition: str) -> list[str]:
        rows = self.platform.queries.instances(PERSON, InstanceFilter(definition_key=definition), PageRequest()).items
        return [row.instance.id for row in rows]

    def quiet(self) -> bool:
        """Whether nothing is due, wherever it is in hand."""
        return not due.pieces(self.platform)


def until(look: Callable[[], Any], within: float = PATIENCE) -> Any:
    """What ``look`` finds, as soon as it finds something."""
    end = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < end, f"nothing after {within} s"
        time.sleep(0.01)
    return found


@contextmanager
def site(kind: str, folder: Path) -> Iterator[Site]:
    """A site whose dispatcher is at work, the model deployed."""
    database = {"inline": "memory", "embedded on sqlite": "file"}.get(kind, "postgres")
    with databases.current(database, folder) as url, ExitStack() as stack:
        clock = FrozenClock(datetime(2026, 3, 2, 9, tzinfo=UTC)) if kind == "inline" else ShiftedClock()
        store = SqlStore(url, durability="normal")
        stack.callback(store.close)
        dispatcher = _dispatcher(kind, url)
        found = Site(build(Settings(), Parts(dispatcher, clock, store)), clock, lambda: lambda: None)
        found.platform = replace(found.platform, connectors=found.ledger)
        found.add = _adder(kind, url, found, stack)
        files = {MODEL.name: MODEL.read_bytes()}
        deploy.deploy(found.platform, PLATFORM, files)
        stack.callback(found.ledger.let_go.set)
        found.stop = found.add()  # type: ignore[attr-defined]
        yield found


def _dispatcher(kind: str, url: str) -> Any:
    if kind == "inline":
        return InlineDispatcher()
    if kind.startswith("embedded"):
        return EmbeddedDispatcher(4)
    from baton.dispatch.procrastinate import ProcrastinateDispatcher

    return ProcrastinateDispatcher(url)


def _adder(kind: str, url: str, found: Site, stack: ExitStack) -> Callable[[], Callable[[], None]]:
    """What starts one more dispatcher of the kind; each call gives what stops it."""
    first = found.platform.dispatcher

    def inline() -> Callable[[], None]:
        first.drain = lambda: due.drain(found.platform)
        return lambda: None

    def embedded() -> Callable[[], None]:
        one = first if first._thread is None else EmbeddedDispatcher(4)
        one.start(work(found.platform))
        stack.callback(one.stop)
        return one.stop

    def procrastinated() -> Callable[[], None]:
        from baton.dispatch.procrastinate import ProcrastinateWorker

        worker = ProcrastinateWorker(url, work(found.platform))
        thread = threading.Thread(target=worker.run, args=(4,))
        thread.start()

        def stop() -> None:
            worker.stop()
            thread.join(PATIENCE)
            first.stop()

        stack.callback(stop)
        return stop

    return {"inline": inline, "embedded on sqlite": embedded, "embedded on postgres": embedded}.get(kind, procrastinated)
