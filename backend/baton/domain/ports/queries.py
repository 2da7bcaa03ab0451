"""The socket for the read side: lists for pages and API, as frozen rows, always in pages, always by index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from baton.domain.actors import Actor
from baton.domain.incidents import Incident
from baton.domain.instances import ProcessInstance
from baton.domain.jobs import Job
from baton.domain.journal import Entry
from baton.domain.messages import Message
from baton.domain.people import Notice
from baton.domain.tasks import UserTask
from baton.domain.waits import Wait
from baton.domain.working.remarks import Remark
from baton.domain.working.worklists import Condition

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows and the cursor of the next page (opaque text), or None at the end."""

    items: tuple[Row, ...]
    next: str | None = None


@dataclass(frozen=True)
class PageRequest:
    """How many rows after which cursor; at most 200."""

    limit: int = 50
    after: str | None = None


@dataclass(frozen=True)
class TaskFilter:
    """``assignee`` and ``group`` narrow; ``text`` is looked for in name, title and business key; ``view`` is one of the
    worklist's tabs: mine, team (candidate, unassigned or others'), all, snoozed, done. ``sort``: due, priority, created, or
    several keys as ``read_sort`` reads them, variables among them. ``undated``: only what has no due date.
    ``due_from`` and ``due_before`` bound the due date, ``priority`` is the least one; every one of ``conditions`` about variables
    has to hold. With ``awake_at``, what the actor snoozed beyond that moment is left out."""

    view: str = "all"
    instance_id: str | None = None
    assignee: str | None = None
    group: str | None = None
    definition_key: str | None = None
    state: str | None = "open"
    text: str = ""
    sort: str = "due"
    element_id: str | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    priority: int | None = None
    conditions: tuple[Condition, ...] = ()
    awake_at: datetime | None = None
    undated: bool = False


@dataclass(frozen=True)
class InstanceFilter:
    definition_key: str | None = None
    state: str | None = None
    business_key: str | None = None
    text: str = ""
    started_by: str | None = None
    with_incidents: bool = False
    other_than: str | None = None
    """Instances of all definitions but this one."""
    key_begins: str = ""
    """Whose business key begins so, in any case."""


@dataclass(frozen=True)
class InstanceRow:
    """An instance with what a list shows of it. ``waits_at`` names what it waits for now, in words."""

    instance: ProcessInstance
    title: str
    version: int
    incidents: int
    waits_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class DefinitionRow:
    """A deployed version without its files."""

    id: str
    key: str
    version: int
    title: str
    deployed_at: datetime
    deployed_by: str
    pack: str | None
    latest: bool
    startable: bool
    running: int = 0


@dataclass(frozen=True)
class LiveDraft:
    """What is live of a draft: the number of its version that was published last, the definitions that came of it, every
    deployed version of those processes (newest first), and whether the draft says something else by now."""

    draft_id: str
    number: int
    made: frozenset[str]
    deployed: tuple[DefinitionRow, ...]
    changed: bool


@dataclass(frozen=True)
class Waiting:
    """Everything one instance waits for."""

    tasks: tuple[UserTask, ...]
    waits: tuple[Wait, ...]
    jobs: tuple[Job, ...]
    incidents: tuple[Incident, ...] = field(default=())


class Queries(Protocol):
    """Reads without locks. Task lists hold only what the actor may see."""

    def tasks(self, actor: Actor, wanted: TaskFilter, page: PageRequest) -> Page[UserTask]: ...
    def task_counts(self, actor: Actor, now: datetime) -> dict[str, int]:
        """Counts for the worklist's tabs: mine, team, all, snoozed, overdue, done."""

    def fact_names(self, instance_ids: Iterable[str]) -> list[str]:
        """By which variables the tasks of these instances can be filtered."""

    def facts(self, instance_ids: Iterable[str], names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The values of those variables, by instance and name, also of instances that ended."""

    def elements_open(self, definition_key: str) -> list[tuple[str, str]]:
        """Element id and name of the user tasks of that process which are open now, by name."""

    def recently_started(self, person_id: str) -> list[str]:
        """Keys of the processes that the person started last, the latest first."""

    def last_moves(self, heads: Mapping[str, int]) -> dict[str, datetime]:
        """When the journal entry of that seq was written, by instance id."""

    def instances(self, actor: Actor, wanted: InstanceFilter, page: PageRequest) -> Page[InstanceRow]:
        """Everything for people who may see every instance, else those that the actor started or has worked on."""

    def instance_row(self, instance_id: str) -> InstanceRow: ...
    def waiting(self, instance_id: str) -> Waiting: ...
    def running(self, definition_key: str) -> Mapping[str, int]:
        """How many instances run under each version of a key, by definition id."""

    def left_alone(self, instance_ids: Iterable[str]) -> Mapping[str, str]:
        """The definition under which somebody decided, the last time, that an instance does not go on; by instance id."""

    def touched(self, actor: Actor, instance_id: str) -> bool:
        """Whether the actor may see the instance because of a task of it (assigned to, completed by, or a candidate for)."""

    def entries(self, instance_id: str, page: PageRequest) -> Page[Entry]: ...
    def incidents(self, instance_id: str | None, state: str | None, page: PageRequest) -> Page[Incident]: ...
    def definitions(self, page: PageRequest, *, latest_only: bool = False) -> Page[DefinitionRow]: ...
    def live_drafts(self, draft_id: str | None = None) -> dict[str, LiveDraft]:
        """By draft id, those that were published at least once; all of them, or one."""

    def definitions_of(self, keys: Iterable[str]) -> tuple[DefinitionRow, ...]:
        """Every deployed version of these processes, by key, newest first."""

    def unmatched_messages(self, page: PageRequest) -> Page[Message]: ...
    def remarks(self, instance_id: str, page: PageRequest) -> Page[Remark]:
        """What was said about the instance and its tasks, oldest first."""

    def notices(self, person_id: str, page: PageRequest, only: str = "all") -> Page[Notice]:
        """Newest first. ``only``: all, open (not done), unread, done."""

    def unread_notices(self, person_id: str) -> int:
        """How many the person has neither read nor done; counting stops at 100."""

    def dead_jobs(self, kind: str, limit: int = 100) -> tuple[Job, ...]:
        """Jobs of that kind that nobody tries again, newest first."""

    def raised_incidents(self) -> int:
        """How many incidents nobody has resolved; counting stops at 100."""

    def gauges(self, now: datetime) -> dict[str, int]:
        """Figures for health and metrics: open tasks, active instances, raised incidents, due and dead jobs, lag seconds."""
