"""The wired platform: everything a use case may reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from baton.domain.engine import ProcessEngine
from baton.domain.jobs import Job
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
from baton.domain.ports.working.post import House, Mailer, Stationery
from baton.domain.ports.working.scanning import Inspector
from baton.domain.ports.working.signing import Seals
from baton.domain.ports.world import Clock, Connectors, Dispatcher, Ids, Keys, LiveInstances, Passwords

SNAPSHOT_EVERY = 64


def no_fault(name: str) -> None:
    """Nobody planned a fault at this point."""


Doer = Callable[[Any, Job], Callable[[Any], None]]
"""Does what a job of one kind owes (platform, job), outside of any transaction. What it returns is run with the act that ends the
job. Raises ``ConnectorError`` when another try may help, or none will."""


@dataclass(frozen=True)
class Platform:
    """The parts, wired once by ``main``. ``snapshot_every`` is counted in journal entries of one instance; ``point`` names a
    place outside of transactions where test mode can plan a fault; ``publish_needs_approval``: no draft is published by one person
    alone. ``base_url`` is the public address, for links in letters, ``house`` who writes them; ``undo_seconds`` how long a completion on a page can be undone;
    ``doers`` do the jobs that people's work owes, by kind; ``given_up`` says to people what becomes of those that nobody tries again."""

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
    keys: Keys
    mailer: Mailer
    stationery: Stationery
    inspector: Inspector
    seals: Seals
    snapshot_every: int = SNAPSHOT_EVERY
    publish_needs_approval: bool = False
    base_url: str = ""
    house: House = field(default_factory=House)
    undo_seconds: int = 0
    doers: Mapping[str, Doer] = field(default_factory=dict)
    given_up: Mapping[str, Callable[[Any, Any, Job], None]] = field(default_factory=dict)
    point: Callable[[str], None] = no_fault
