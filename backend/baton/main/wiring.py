"""Puts the parts together: one function makes the platform, for the web, a worker, the command line or a test."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from baton.connectors.catalog import ConnectorCatalog
from baton.dispatch.embedded import EmbeddedDispatcher, SteadyDispatcher
from baton.dispatch.inline import InlineDispatcher, NullDispatcher
from baton.dispatch.work import Work
from baton.domain import jobs
from baton.domain.ports.working.post import Mailer
from baton.domain.ports.world import Clock, Connectors, Dispatcher
from baton.engine.cache import InstanceCache
from baton.engine.describing.describer import ModelDescriber
from baton.engine.differences.comparison import ModelComparison
from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.drawing.aids import DrawingAids
from baton.engine.mutants.catalog import ModelMutations
from baton.engine.rewriting.rewriter import Rewriter
from baton.engine.spiff import SpiffEngine
from baton.exports.documents.typesetter import Typesetter
from baton.exports.signing.seals import PadesSeals, SealSettings
from baton.forms.catalog import FormCatalog
from baton.forms.differences import compare_forms
from baton.forms.handed.inspector import CommandInspector
from baton.identity.ids import RandomIds
from baton.identity.keys import DerivedKeys
from baton.identity.passwords import Argon2Passwords
from baton.main.clocks import FrozenClock, ShiftedClock, SystemClock
from baton.main.faults import planned
from baton.main.house import house_of
from baton.main.settings import Settings, from_environment
from baton.notifications.silent import SilentMailer
from baton.notifications.smtp import Server, SmtpMailer
from baton.notifications.stationery import Letters
from baton.packs.library import PackLibrary
from baton.packs.scenarios.connectors import ScriptedConnectors
from baton.packs.scenarios.player import ScenarioPlayer
from baton.packs.scenarios.scene import Stage, Staged
from baton.sandbox.sandbox import HybridSandbox
from baton.storage.queries import SqlQueries
from baton.storage.queries.lookups import SqlSources
from baton.storage.store import SqlStore
from baton.usecases import due, notices
from baton.usecases.filling import attachments
from baton.usecases.links import making
from baton.usecases.outside import showing, visits
from baton.usecases.platform import Platform, no_fault
from baton.usecases.signing import sealing
from baton.usecases.telling import delivery, digests
from baton.usecases.worklist import completing
from baton.web.markdown import markdown

NOBODY = "none"


@dataclass(frozen=True)
class Parts:
    """What a wiring may choose: who does due work, what time it is, which database."""

    dispatcher: Dispatcher
    clock: Clock
    store: SqlStore
    point: Callable[[str], None] = no_fault


def build(settings: Settings, parts: Parts | None = None) -> Platform:
    """The platform for these settings; the database must be up to date."""
    parts = parts or default_parts(settings)
    sandbox = HybridSandbox()
    decisions = DmnDecisions(sandbox)
    forms = FormCatalog(settings.place(settings.widgets_dir, "forms", "widgets"), sandbox, markdown, SqlSources(parts.store))
    engine = SpiffEngine(sandbox, decisions, forms.check)
    ids = RandomIds()
    connectors = ConnectorCatalog.shipped(
        lambda told: notices.tell(platform, told), lambda key, asked, offer: showing.show(platform, key, asked, offer)
    )
    library = PackLibrary(settings.place(settings.packs_dir, "process_models"), engine, stage(lambda: platform))
    platform: Platform = Platform(
        store=parts.store, queries=SqlQueries(parts.store), engine=engine, decisions=decisions, forms=forms,
        clock=parts.clock, ids=ids, dispatcher=parts.dispatcher, connectors=connectors, live=InstanceCache(), passwords=Argon2Passwords(),
        sandbox=sandbox, packs=library, scenarios=ScenarioPlayer(stage(lambda: platform)), mutations=ModelMutations(), drawing=DrawingAids(sandbox), describing=ModelDescriber(sandbox),
        documents=Typesetter(), rewriting=Rewriter(sandbox), point=parts.point,
        comparing=ModelComparison(compare_forms), publish_needs_approval=settings.approves_publishing,
        keys=DerivedKeys(settings.key), mailer=_mailer(settings), stationery=Letters(), inspector=CommandInspector(settings.scan_command), seals=_seals(settings), base_url=settings.base_url, house=house_of(settings), undo_seconds=settings.undo_window,
        doers={jobs.LETTER: delivery.delivery(making.address_of, visits.code_of), jobs.TELL: digests.attend, jobs.COMPLETION: completing.do, jobs.SCAN: attachments.scan, jobs.SEAL: sealing.do},
        given_up={jobs.COMPLETION: completing.given_up},
    )  # fmt: skip
    if isinstance(parts.dispatcher, InlineDispatcher | SteadyDispatcher):
        parts.dispatcher.drain = lambda: due.drain(platform)
    return platform


def memory_platform(platform: Platform, at: datetime, connectors: Connectors) -> tuple[Platform, FrozenClock]:
    """The same engine and rooms on an empty database in memory and a standing clock; nothing outlives the process."""
    clock, store = FrozenClock(at), SqlStore("sqlite://")
    staged = replace(
        platform, store=store, queries=SqlQueries(store), clock=clock, live=InstanceCache(), dispatcher=NullDispatcher(),
        connectors=connectors, mailer=SilentMailer(),
    )  # fmt: skip
    return staged, clock


def stage(platform: Callable[[], Platform]) -> Stage:
    """What gives every scenario a platform of its own in memory."""

    def staged(at: datetime, connectors: ScriptedConnectors) -> Staged:
        return (*memory_platform(platform(), at, connectors), connectors)

    return staged


def bench_platform(at: datetime) -> Platform:
    """A platform in memory for commands that check and try things without touching any data."""
    store = SqlStore("sqlite://")
    return build(from_environment(), Parts(NullDispatcher(), FrozenClock(at), store))


def default_parts(settings: Settings) -> Parts:
    """The parts that the settings ask for."""
    clock = ShiftedClock() if settings.testing else SystemClock()
    point = planned(settings.faults) if settings.testing and settings.faults else no_fault
    return Parts(_dispatcher(settings), clock, SqlStore(settings.database(), points=point), point)


def work(platform: Platform) -> Work:
    """What dispatchers may do with the platform."""
    return Work(
        pieces=lambda limit: due.pieces(platform, limit), do=lambda piece: due.do(platform, piece),
        next_due=lambda: due.next_due(platform), now=platform.clock.now,
    )  # fmt: skip


def _mailer(settings: Settings) -> Mailer:
    """Mail as the settings say. Letters without an address to come back to would be worth nothing, so that one is asked for."""
    if not settings.smtp_url:
        return SilentMailer()
    if not settings.base_url:
        raise SystemExit("BATON_SMTP_URL needs BATON_BASE_URL, the address that links in mails lead to.")
    try:
        return SmtpMailer(Server.read(settings.smtp_url), settings.mail_from)
    except ValueError as error:
        raise SystemExit(f"BATON_SMTP_URL cannot be read: {error}.") from error


def _seals(settings: Settings) -> PadesSeals:
    tokens = DerivedKeys(settings.key).token
    own = SealSettings(tokens, settings.signing_pkcs12, settings.signing_password, settings.signing_time_stamps)
    try:
        return PadesSeals(own)
    except ValueError as error:
        raise SystemExit(f"Documents cannot be signed with these settings: {error}") from error


def _dispatcher(settings: Settings) -> Any:
    makers: dict[str, Callable[[], Any]] = {
        "embedded": SteadyDispatcher if settings.testing else EmbeddedDispatcher,
        "inline": InlineDispatcher,
        "procrastinate": lambda: _procrastinate(settings),
        NOBODY: NullDispatcher,
    }
    if settings.dispatcher not in makers:
        raise SystemExit(f"BATON_DISPATCHER={settings.dispatcher} is unknown; choose one of {', '.join(makers)}.")
    return makers[settings.dispatcher]()


def _procrastinate(settings: Settings) -> Dispatcher:
    if not settings.database().startswith("postgres"):
        raise SystemExit(
            "BATON_DISPATCHER=procrastinate needs PostgreSQL; set BATON_DATABASE_URL, or leave the dispatcher embedded."
        )
    from baton.dispatch.procrastinate import ProcrastinateDispatcher

    return ProcrastinateDispatcher(settings.database())
