"""The process engine: SpiffWorkflow made deterministic, fast and safe behind the domain's socket."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent

from baton.domain.calendars.working_hours import Calendar
from baton.domain.definitions import ProcessDefinition, ProcessOutline
from baton.domain.engine import (
    Advance,
    Cancel,
    CheckReport,
    Command,
    CompleteTask,
    DeliverMessage,
    DeliverSignal,
    FinishJob,
    FireTimers,
    Note,
    Retry,
    Start,
    ThrowError,
    Variables,
)
from baton.domain.errors import Conflict
from baton.domain.instances import InstanceState
from baton.domain.migration import Places, Plan
from baton.domain.ports.decisions import Decisions
from baton.domain.ports.sandbox import Sandbox, SandboxError
from baton.domain.problems import Problem
from baton.engine.calendars.deploying import with_holidays
from baton.engine.check import check
from baton.engine.dialects.translation import translate
from baton.engine.lint.texts import KnownTexts
from baton.engine.migration.migrating import migrate, planned
from baton.engine.migration.pair import Pair, Versions
from baton.engine.model.compile import Models, compile_model
from baton.engine.model.extensions import WORKING_TIME
from baton.engine.run import commands, starts
from baton.engine.run.correlation import definitions
from baton.engine.run.data.environment import SandboxEnvironment
from baton.engine.run.data.values import plain
from baton.engine.run.outcome.difference import advance
from baton.engine.run.scope import Root
from baton.engine.run.snapshot import dump, load
from baton.engine.run.state import State
from baton.engine.run.step import run_to_rest

_ACTIONS: dict[type, Callable[..., Callable[[], None]]] = {
    CompleteTask: commands.complete_task,
    FinishJob: commands.finish_job,
    ThrowError: commands.throw_error,
    FireTimers: commands.fire_timers,
    DeliverMessage: commands.deliver_message,
    DeliverSignal: commands.deliver_signal,
    Retry: commands.retry,
}


def _no_forms(name: str, content: bytes, beside: Mapping[str, bytes]) -> tuple[Problem, ...]:
    return ()


class SpiffEngine:
    """Executes definitions with SpiffWorkflow. Safe for many threads as long as each state is used by one at a time."""

    version = "1"

    def __init__(
        self,
        sandbox: Sandbox,
        decisions: Decisions,
        check_forms: Callable[[str, bytes, Mapping[str, bytes]], tuple[Problem, ...]] | None = None,
    ) -> None:
        self._sandbox = sandbox
        self._decisions = decisions
        self._check_forms = check_forms or _no_forms
        self._models = Models(decisions)
        self._texts = KnownTexts(sandbox)
        self._versions = Versions()

    def translate(self, files: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
        """The files with what other engines' extensions mean written in our own words, and what was not mapped."""
        return with_holidays(*translate(files, self._sandbox))

    def check(self, files: Mapping[str, bytes]) -> CheckReport:
        """Parse, outline and lint; never raises for bad files."""
        return check(files, self._texts, self._decisions, self._check_forms, self.try_to_compile)

    def try_to_compile(self, files: Mapping[str, bytes], process: ProcessOutline) -> tuple[Problem, ...]:
        """Compile one process of ``files`` for trial."""
        compile_model(files, process.key, self._decisions)
        return ()

    def fresh(self, definition: ProcessDefinition) -> State:
        """The state before ``Start``."""
        return State(definition, self._models.of(definition))

    def apply(self, state: Any, command: Command, now: datetime) -> Advance:
        """One step. Raises ``Conflict`` (state untouched) when nothing waits for the command."""
        if isinstance(command, Note):
            state.step += 1
            return Advance(state=state, status=state.status)
        if state.status is not InstanceState.ACTIVE:
            raise Conflict("The instance is over.")
        root = self._act(state, command, now)
        run_to_rest(root)
        state.step += 1
        return advance(state, root)

    def _act(self, state: State, command: Command, now: datetime) -> Root:
        if isinstance(command, Start):
            if state.root is not None:
                raise Conflict("The instance has begun already.")
            return commands.start(state.model, self._sandbox, command, now)
        root = state.root
        if root is None:
            raise Conflict("The instance has not begun yet.")
        if isinstance(command, Cancel):
            root.begin(now)
            root.cancel()
            state.status = InstanceState.TERMINATED
            return root
        act = _ACTIONS[type(command)](root, command)
        root.begin(now)
        act()
        return root

    def plan(self, state: Any, definition: ProcessDefinition, mapping: Places, now: datetime) -> Plan:
        """What going on under ``definition`` would meet; the state stays as it is."""
        return planned(state, self._pair(state, definition, mapping), self._sandbox, now)

    def migrate(self, state: Any, definition: ProcessDefinition, mapping: Places, now: datetime) -> Advance:
        """The step that lets the instance go on under ``definition``. Raises ``CannotMigrate`` (state untouched)."""
        return migrate(state, self._pair(state, definition, mapping), self._sandbox, now)

    def _pair(self, state: State, definition: ProcessDefinition, mapping: Places) -> Pair:
        old, new = (self._versions.of(one, self._models.of(one)) for one in (state.definition, definition))
        return Pair(old, new, mapping)

    def dump(self, state: Any) -> bytes:
        """The state as bytes, equal bytes for equal states."""
        return dump(state)

    def load(self, definition: ProcessDefinition, content: bytes) -> State:
        """The state from ``dump``."""
        return load(definition, self._models.of(definition), self._sandbox, content)

    def variables(self, state: Any) -> Variables:
        """The variables of the instance as a reader sees them."""
        return dict(state.seen)

    def task_variables(self, state: Any, activity: str) -> Variables:
        """The variables that the open activity sees."""
        if state.root is None:
            raise Conflict(f"The activity {activity} is not open.")
        return dict(commands.find(state.root, activity).data)

    def correlate(self, definition: ProcessDefinition, message: str, payload: Variables) -> Variables:
        """The correlation values that the definition reads from a message's payload; what cannot be read is absent."""
        model = self._models.of(definition)
        environment = SandboxEnvironment(self._sandbox, datetime.fromtimestamp(0).astimezone())
        found: Variables = {}
        for spec in [model.spec, *model.scopes.values()]:
            for task_spec in spec.task_specs.values():
                if isinstance(task_spec, CatchingEvent):
                    for event in definitions(task_spec):
                        if getattr(event, "name", None) == message:
                            found.update(_values(environment, getattr(event, "correlation_properties", ()), plain(payload)))
        return found

    def first_due(self, definition: ProcessDefinition, start: str, now: datetime) -> datetime | None:
        """When the timer start event ``start`` is next due after ``now``, or None when never again."""
        return starts.due_after(self._start(definition, start, now), now)

    def next_due(
        self, definition: ProcessDefinition, start: str, due_at: datetime, now: datetime
    ) -> tuple[bool, datetime | None]:
        """Whether the timer start that was due at ``due_at`` begins an instance ``now``, and when it is due next."""
        element = self._models.of(definition).elements[definition.key, start]
        return starts.after_pause(self._start(definition, start, now), element.catch_up, (due_at, now))

    def calendar(self, definition: ProcessDefinition, element_id: str) -> Calendar | None:
        """The calendar of a due date of its own, else of the timers on the task's edge."""
        elements = self._models.of(definition).elements.values()
        own = next((one for one in elements if one.id == element_id), None)
        if own is None or own.rules.due_date:
            return own.calendar if own is not None and own.rules.counts == WORKING_TIME else None
        timers = (one for one in elements if one.outline.attached_to == element_id)
        return next((one.counted_by for one in timers if one.counted_by), None)

    def _start(self, definition: ProcessDefinition, start: str, now: datetime) -> starts.When:
        event = next((found for found in definition.outline.starts if found.element_id == start), None)
        if event is None or event.timer is None:
            return None
        zone = self._models.of(definition).elements[definition.key, start].zone
        return starts.when(event.timer, (definition.deployed_at, now, zone), self._sandbox)


def _values(environment: SandboxEnvironment, properties: Any, payload: Variables) -> Variables:
    found: Variables = {}
    for entry in properties:
        try:
            found[entry.name] = environment.evaluate(entry.retrieval_expression, payload)
        except (SandboxError, ValueError):
            continue
    return found
