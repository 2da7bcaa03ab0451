"""Switches off one repair after the other, each in a process of its own, and tells which story or random model noticed."""

import os
import signal
import sys
import types
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn import workflow  # noqa: F401 - loaded once for all processes
from SpiffWorkflow.spiff import parser  # noqa: F401

PACKAGE = "baton.engine.repairs"
HOME = Path(__file__).parents[2] / "backend" / "baton" / "engine" / "repairs"
SECONDS = 90
PLAYS = 25

INSTALLED = [line.strip(" ,") for line in (HOME / "__init__.py").read_text().split("_REPAIRS = (")[1].split(")")[0].split("\n")]
# What only saves processor time has a test of its own: a call that is not made in Python is not counted here.
INSTALLED = [name for name in INSTALLED if name and name != "paths"]

Change = Callable[[], None]


def replaced(place: str, value: Any) -> Change:
    """Put ``value`` in the place of something of ours."""

    def change() -> None:
        owner, name = place.rsplit(".", 1)
        module, _, attribute = owner.partition(":")
        found: Any = import_module(f"baton.engine.{module}")
        found = getattr(found, attribute) if attribute else found
        assert hasattr(found, name), place
        setattr(found, name, value)

    return change


def parsed_as_before(tag: str) -> Change:
    """Read an element as the library reads it."""

    def change() -> None:
        from SpiffWorkflow.bpmn.parser.util import full_tag
        from SpiffWorkflow.spiff.parser import SpiffBpmnParser

        ours = import_module("baton.engine.model.parser").Parser
        ours.OVERRIDE_PARSER_CLASSES[full_tag(tag)] = {
            **SpiffBpmnParser.PARSER_CLASSES,
            **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
        }[full_tag(tag)]

    return change


def nothing(*given: Any, **named: Any) -> None:
    """Does nothing."""


def instead(value: Any) -> Callable[..., Any]:
    """Always answers the same."""
    return lambda *given, **named: value


CHANGES: dict[str, Change] = {
    "links are not connected": replaced("repairs.flows.links.connect", nothing),
    "no gateway behind activities": replaced("repairs.flows.splits.insert", nothing),
    "flows without ids stay without": replaced("repairs.flows.names.give", nothing),
    "second flows between two gateways stay": replaced("repairs.flows.doubles.part", nothing),
    "sub-processes without end stay without": replaced("repairs.flows.endings.add", nothing),
    "open paths do not end": replaced("model.prepare._end_open_paths", nothing),
    "event sub-processes are not wired": replaced("model.prepare._wire_event_subprocesses", nothing),
    "boundary joins stay": replaced("model.prepare._take_out_boundary_joins", nothing),
    "flows are sorted by their drawing": replaced("model.parser.sort_inputs", nothing),
    "parallel gateways of the library": parsed_as_before("parallelGateway"),
    "inclusive gateways of the library": parsed_as_before("inclusiveGateway"),
    "event gateways of the library": parsed_as_before("eventBasedGateway"),
    "end events of the library": parsed_as_before("endEvent"),
    "start events of the library": parsed_as_before("startEvent"),
    "service tasks of the library": parsed_as_before("serviceTask"),
    "sub-processes of the library": parsed_as_before("subProcess"),
    "merges compare values alone": replaced("repairs.joins.writes.without", instead({})),
    "joins forget what branches started from": replaced("repairs.joins.tokens.common_ancestor", lambda tasks: tasks[0]),
    "boundary paths see what their host began with": replaced(
        "run.scope:Root.view", lambda self, scope, asking=None: dict(scope.task_tree.data)
    ),
    "no time zones": replaced("repairs.events.timers.zone_of", lambda task: import_module("datetime").UTC),
    "cycles never catch up": replaced("repairs.events.timers.ONCE", "all"),
    "missed occurrences are not left out": replaced("repairs.events.timers._leave_out_missed", nothing),
    "repeated events fire in one burst": replaced("repairs.events.timers.AGAIN", "unheard"),
    "errors do not climb": replaced("run.routing:Router._boundaries", instead(())),
}


def _goes_on_listening() -> None:
    scope = import_module("baton.engine.run.scope")

    def notify(self: Any, my_task: Any) -> None:
        self.last_task = my_task
        self.completed = self.completed or my_task.task_spec is self.spec.last
        if self.completed:
            self.completed_event(self)

    scope.Scope._task_completed_notify = notify


CHANGES["ended scopes go on listening"] = _goes_on_listening


def _fire_together() -> None:
    earliest = import_module("baton.engine.repairs.events.gateway").earliest

    def fire_due(root: Any) -> None:
        for task in root.event_manager.waiting():
            at = earliest(task)
            if at is not None and at <= root.now:
                task.task_spec._update(task)

    import_module("baton.engine.run.commands").fire_due = fire_due
    import_module("baton.engine.run.step").fire_due = fire_due


CHANGES["late timers fire all together"] = _fire_together


def without(name: str) -> None:
    """Import the repairs, but do not install this one."""
    source = (HOME / "__init__.py").read_text()
    changed = source.replace(f"    {name},\n", "", 1)
    assert changed != source, name
    package = types.ModuleType(PACKAGE)
    package.__path__ = [str(HOME)]
    sys.modules[PACKAGE] = package
    exec(compile(changed, "repairs", "exec"), package.__dict__)


def noticed() -> str:
    """Who notices that something is wrong; empty when nobody does."""
    from baton.engine.dmn.decisions import DmnDecisions
    from baton.engine.spiff import SpiffEngine
    from conformance.engine_doubles import PlainSandbox
    from conformance.fuzz.playing import Play
    from conformance.stories import STORIES, Telling, name_of

    engine = SpiffEngine(PlainSandbox(), DmnDecisions(PlainSandbox()))
    for path in STORIES:
        try:
            live = Telling(engine, path).tell()
            if not Telling(engine, path, range(1, live.steps)).tell().bytes == live.bytes == live.replayed():
                return f"the story {name_of(path)}"
        except Exception as error:
            return f"the story {name_of(path)} ({type(error).__name__})"
    for seed in range(PLAYS):
        try:
            Play(seed).play()
        except Exception:
            return f"the random model {seed}"
    return ""


def calls() -> int:
    """How many functions all stories call: what they cost, without the noise of a clock."""
    from conformance.running import ENGINE
    from conformance.stories import STORIES, Telling

    count = 0

    def count_call(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "call"

    tellings = [Telling(ENGINE, path) for path in STORIES if path.stem != "decision"]
    sys.setprofile(count_call)
    for telling in tellings:
        telling.tell()
    sys.setprofile(None)
    return count


def tried(name: str) -> None:
    """One mutant, in a process of its own; its line goes to the standard output."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    signal.alarm(SECONDS)
    try:
        if name in CHANGES:
            import_module(PACKAGE)
            CHANGES[name]()
        elif name:
            without(name)
        found = noticed() or f"nobody, but it costs {calls()} calls"
    except BaseException as error:
        found = f"nobody, it broke: {type(error).__name__}: {error}"
    sys.stdout.write(f"{name}\t{found}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["", *INSTALLED, *CHANGES]:
        tried(wanted)
