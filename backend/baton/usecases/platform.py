"""The wired platform: everything a use case may reach."""

from collections.abc import Callable
from dataclasses import dataclass

from baton.domain.engine import ProcessEngine
from baton.domain.ports.comparing import Comparing
from baton.domain.ports.decisions import Decisions
from baton.domain.ports.describing import Describing
from baton.domain.ports.documents import Documents
from baton.domain.ports.drawing import Drawing
from baton.domain.ports.forms import Forms, Rewriting
from baton.domain.ports.packs import Packs
from baton.domain.ports.persistence import Store
from baton.domain.ports.queries import Queries
from baton.domain.ports.sandbox import Sandbox
from baton.domain.ports.scenarios import Mutations, Scenarios
from baton.domain.ports.world import Clock, Connectors, Dispatcher, Ids, LiveInstances, Passwords

SNAPSHOT_EVERY = 64


def no_fault(name: str) -> None:
    """Nobody planned a fault at this point."""


@dataclass(frozen=True)
class Platform:
    """The parts, wired once by ``main``. ``snapshot_every`` is counted in journal entries of one instance; ``point`` names a
    place outside of transactions where test mode can plan a fault; ``publish_needs_approval``: no draft is published by one person
    alone."""

    store: Store
    queries: Queries
    engine: ProcessEngine
    decisions: Decisions
    forms: Forms
    clock: Clock
    ids: Ids
    dispatcher: Dispatcher
    connectors: Connectors
    live: LiveInstances
    passwords: Passwords
    sandbox: Sandbox
    packs: Packs
    scenarios: Scenarios
    mutations: Mutations
    drawing: Drawing
    comparing: Comparing
    describing: Describing
    documents: Documents
    rewriting: Rewriting
    snapshot_every: int = SNAPSHOT_EVERY
    publish_needs_approval: bool = False
    point: Callable[[str], None] = no_fault
