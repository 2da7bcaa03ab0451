"""What we ask of a process engine: one pure step at a time.

``apply(state, command, now) -> Advance`` touches no database, no network, no clock and draws no randomness: everything an
instance was ever told stands in its journal, and its state is the fold of ``apply`` over the journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from baton.domain.calendars.working_hours import Calendar
from baton.domain.definitions import ProcessDefinition, ProcessOutline
from baton.domain.incidents import Failure
from baton.domain.instances import InstanceState
from baton.domain.jobs import DEFAULT_POLICY, RetryPolicy
from baton.domain.migration import Places, Plan
from baton.domain.problems import Problem
from baton.domain.waits import Wait
from baton.domain.working.links import Invitation

Variables = dict[str, Any]


# --- commands: everything an instance can be told -------------------------------------------------------------------


@dataclass(frozen=True)
class Start:
    """Begin at the start event of that ``kind`` and ``name`` (``none`` has no name). ``payload`` of the message or signal; ``seen``
    is the SHA-256 of what whoever filled in the start form saw, empty where there was none."""

    variables: Variables = field(default_factory=dict)
    kind: str = "none"
    name: str | None = None
    payload: Variables = field(default_factory=dict)
    seen: str = ""


@dataclass(frozen=True)
class CompleteTask:
    """A person finished a user task (or a manual task) with these values. ``seen`` is the SHA-256 of what they saw when they
    did, empty where nothing was shown; ``on_behalf_of`` whom they stood in for. Both are for whoever reads the journal."""

    activity: str
    variables: Variables = field(default_factory=dict)
    seen: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True)
class FinishJob:
    """The outside world answered a job; ``result`` lands in the activity's result variable."""

    activity: str
    result: Any = None


@dataclass(frozen=True)
class ThrowError:
    """The outside world answered a job with a business error; the nearest error boundary event with that code catches it."""

    activity: str
    code: str
    message: str = ""


@dataclass(frozen=True)
class FireTimers:
    """Fire every timer of the instance that is due at ``now``."""


@dataclass(frozen=True)
class DeliverMessage:
    """A message for this instance. ``wait`` is the key of the wait it was correlated to."""

    name: str
    payload: Variables = field(default_factory=dict)
    correlation: Variables = field(default_factory=dict)
    wait: str | None = None


@dataclass(frozen=True)
class DeliverSignal:
    """A signal that everybody who listens hears."""

    name: str
    payload: Variables = field(default_factory=dict)


@dataclass(frozen=True)
class Retry:
    """Try a failed activity again, after setting ``variables`` at it."""

    activity: str
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True)
class Cancel:
    """End the instance at once; nothing new starts after it."""

    reason: str = ""


@dataclass(frozen=True)
class Note:
    """Something people did around the instance that moves no token: claimed, released, assigned, suspended, resumed,
    job-failed. It stands in the journal; the engine does nothing."""

    kind: str
    activity: str | None = None
    data: Variables = field(default_factory=dict)


@dataclass(frozen=True)
class Migrate:
    """Go on under another version of the definition. ``mapping``: which of its elements takes the place of one that is not
    there any more; ``version``: its number, for whoever reads the journal."""

    definition: str
    mapping: dict[str, str] = field(default_factory=dict)
    version: int = 0


Command = (
    Start | CompleteTask | FinishJob | ThrowError | FireTimers | DeliverMessage | DeliverSignal | Retry | Cancel | Note | Migrate
)


# --- what one step changed ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Move:
    """One activity changed its state: ``waiting``, ``completed``, ``cancelled`` or ``failed``. ``process`` is the id of the
    process or sub-process it runs in. Moves stand in the order in which they happened."""

    activity: str
    element_id: str
    state: str
    type: str
    process: str


@dataclass(frozen=True)
class Escalated:
    """Work was passed up: ``late`` when its time ran out, else because an escalation was thrown. ``why`` is what the model calls it."""

    late: bool
    why: str = ""


@dataclass(frozen=True)
class OpenedTask:
    """A user task that now waits for a person; every rule of the model is already evaluated.
    ``not_same_as`` are people who must not complete it (four eyes); ``outsider`` is who without an account is asked to do it;
    ``escalated`` tells that it opens because work was passed up."""

    activity: str
    element_id: str
    name: str
    title: str = ""
    form: str | None = None
    assignee: str | None = None
    candidate_groups: tuple[str, ...] = ()
    candidate_users: tuple[str, ...] = ()
    due_at: datetime | None = None
    priority: int = 50
    not_same_as: tuple[str, ...] = ()
    outsider: Invitation | None = None
    escalated: Escalated | None = None


@dataclass(frozen=True)
class CarriedTask:
    """An open user task that goes on under another version: its activity ``before``, and the task as it reads now, with an
    assignee only where the version brings a new rule for it. ``keeps_due``: its due date stays."""

    before: str
    task: OpenedTask
    keeps_due: bool = False


@dataclass(frozen=True)
class RequestedJob:
    """A service task that parked and waits for a connector's answer. ``operation`` is ``connector.operation``."""

    activity: str
    element_id: str
    operation: str
    parameters: Variables = field(default_factory=dict)
    policy: RetryPolicy = DEFAULT_POLICY


@dataclass(frozen=True)
class Thrown:
    """A message or signal for other instances. ``kind``: message or signal."""

    kind: str
    name: str
    payload: Variables = field(default_factory=dict)
    correlation: Variables = field(default_factory=dict)


@dataclass(frozen=True)
class DecisionRecord:
    """One evaluation of a decision, for the auditor: ``rules`` are the 1-based rows that matched."""

    activity: str
    decision: str
    inputs: Variables
    rules: tuple[int, ...]
    result: Any


@dataclass(frozen=True)
class Ending:
    """Activities that wait no longer, under each kind of thing that they may have waited with: nothing else has to be looked
    for. An activity may stand under several."""

    tasks: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advance:
    """Everything one step changed. ``closed`` are activities that no longer wait (their tasks, jobs, waits and incidents end: ``ending``);
    ``disarmed`` are keys of waits that ended while their activity goes on. ``changed``/``removed`` are top-level variables.
    ``state`` replaces the state that was handed in, which must not be used again. After a migration, ``carried`` are the user
    tasks that stay open and ``renamed`` the activities that go on under another name."""

    state: Any
    status: InstanceState
    moves: tuple[Move, ...] = ()
    opened: tuple[OpenedTask, ...] = ()
    requested: tuple[RequestedJob, ...] = ()
    armed: tuple[Wait, ...] = ()
    disarmed: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    ending: Ending = Ending()
    failures: tuple[Failure, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    changed: Variables = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    carried: tuple[CarriedTask, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


# --- the socket -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CheckReport:
    """What a set of files contains and what is wrong with it. Deployable when no problem is an error."""

    processes: tuple[ProcessOutline, ...]
    problems: tuple[Problem, ...]


class ProcessEngine(Protocol):
    """Executes definitions. A state is opaque; ``apply`` consumes the one it is given."""

    version: str

    def translate(self, files: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
        """The files with what other engines' extensions mean written in our own words, and what was not mapped. Pure."""

    def check(self, files: Mapping[str, bytes]) -> CheckReport:
        """Parse, outline and lint; never raises for bad files, reports every problem at once."""

    def fresh(self, definition: ProcessDefinition) -> Any:
        """The state before ``Start``."""

    def apply(self, state: Any, command: Command, now: datetime) -> Advance:
        """One step. Raises ``Conflict`` (state untouched) when nothing waits for the command."""

    def plan(self, state: Any, definition: ProcessDefinition, mapping: Places, now: datetime) -> Plan:
        """What going on under ``definition`` would meet; the state stays as it is. Never raises for what a model holds."""

    def migrate(self, state: Any, definition: ProcessDefinition, mapping: Places, now: datetime) -> Advance:
        """The step that lets the instance go on under ``definition``. Raises ``CannotMigrate`` (state untouched) where that
        cannot be right. What is journalled as ``Migrate`` is folded with this, not with ``apply``."""

    def dump(self, state: Any) -> bytes:
        """The state as bytes, equal bytes for equal states."""

    def load(self, definition: ProcessDefinition, content: bytes) -> Any:
        """The state from ``dump``."""

    def variables(self, state: Any) -> Variables:
        """The variables of the instance as a reader sees them: what active tokens hold, or what the last one left."""

    def task_variables(self, state: Any, activity: str) -> Variables:
        """The variables that the open activity sees."""

    def calendar(self, definition: ProcessDefinition, element_id: str) -> Calendar | None:
        """By whose hours the deadline of that task counts; None where every hour does."""

    def correlate(self, definition: ProcessDefinition, message: str, payload: Variables) -> Variables:
        """The correlation values that the definition's correlation properties read from a message's payload."""

    def first_due(self, definition: ProcessDefinition, start: str, now: datetime) -> datetime | None:
        """When the timer start event ``start`` is next due after ``now``, or None when never again."""

    def next_due(
        self, definition: ProcessDefinition, start: str, due_at: datetime, now: datetime
    ) -> tuple[bool, datetime | None]:
        """Whether the timer start that was due at ``due_at`` begins an instance ``now``, and when it is due next, which may be over
        already: after a pause the model says what becomes of what was missed."""
