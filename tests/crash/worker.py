"""One worker process of a crash run: completes whatever is open, and does due work beside it, until it is killed."""

import random
import threading
from typing import Any

from baton.dispatch.embedded import EmbeddedDispatcher
from baton.domain.actors import Actor
from baton.domain.errors import Conflict, NotFound, Unavailable
from baton.domain.ports.queries import PageRequest, TaskFilter
from baton.domain.tasks import UserTask
from baton.main.faults import planned
from baton.main.wiring import work
from baton.usecases import tasks
from baton.usecases.platform import Platform, no_fault
from crash.mutants import MUTANTS
from crash.place import BOSS, WORKER, Place, answer, start_dispute

COMPLETERS = 2


class Worker:
    """Completes and starts as people would; what came back without an error is acknowledged."""

    def __init__(self, place: Place, platform: Platform) -> None:
        self.place, self.platform = place, platform

    def run(self) -> None:
        for _ in range(COMPLETERS - 1):
            threading.Thread(target=self._loop, daemon=True).start()
        self._loop()

    def _loop(self) -> None:
        while True:
            try:
                self._step()
            except (Conflict, NotFound, Unavailable):
                continue  # somebody else was first, or the database was held by a process that stands still

    def _step(self) -> None:
        found = self.platform.queries.tasks(
            random.choice((WORKER, BOSS)), TaskFilter(sort="created"), PageRequest(limit=40)
        ).items
        if not found or random.random() < 0.02:
            self.place.acknowledge("s", start_dispute(self.platform, random.randrange(10**6)))
            return
        task = random.choice(found)
        actor, given = answer(task)
        self.complete(actor, task, given)

    def complete(self, actor: Actor, task: UserTask, given: tuple[dict[str, Any], str | None]) -> None:
        """Complete, then acknowledge: the mutant that does it the other way round replaces this."""
        tasks.complete(self.platform, actor, task.id, given)
        self.place.acknowledge("t", task.id)


def live(place: Place, faults: str, mutant: str) -> None:
    """The whole life of one worker process."""
    random.seed()
    point = planned(faults) if faults else no_fault
    platform = place.platform(dispatcher := EmbeddedDispatcher(2), point)
    worker = Worker(place, platform)
    MUTANTS[mutant](worker)
    dispatcher.start(work(platform))
    worker.run()
