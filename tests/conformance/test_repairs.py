"""Each repair of SpiffWorkflow, where no other story tells of it; and the guard that the library is the one we repaired."""

import hashlib
import inspect
import itertools
from importlib.metadata import version
from pathlib import Path

import pytest
import SpiffWorkflow
from SpiffWorkflow.bpmn.script_engine import python_environment
from SpiffWorkflow.bpmn.serializer.migration import version_1_2

from baton.domain.engine import DeliverMessage, FireTimers, Start
from baton.domain.errors import Conflict
from baton.domain.incidents import FailureKind
from baton.domain.instances import InstanceState
from baton.engine.dmn.decisions import DmnDecisions
from baton.engine.repairs.flows import paths
from baton.engine.spiff import SpiffEngine
from conformance.definitions import definition, definitions
from conformance.engine_doubles import PlainSandbox
from conformance.running import ENGINE, Run, told

HOME = Path(inspect.getfile(SpiffWorkflow)).parent
PATCHED = [
    "task.py",
    "workflow.py",
    "specs/base.py",
    "specs/Join.py",
    "specs/MultiChoice.py",
    "specs/ExclusiveChoice.py",
    "util/deep_merge.py",
    "bpmn/workflow.py",
    "bpmn/util/event.py",
    "bpmn/util/subworkflow.py",
    "bpmn/specs/control.py",
    "bpmn/specs/bpmn_task_spec.py",
    "bpmn/specs/mixins/events/event_types.py",
    "bpmn/specs/mixins/events/intermediate_event.py",
    "bpmn/specs/mixins/events/start_event.py",
    "bpmn/specs/mixins/events/end_event.py",
    "bpmn/specs/mixins/unstructured_join.py",
    "bpmn/specs/mixins/parallel_gateway.py",
    "bpmn/specs/mixins/inclusive_gateway.py",
    "bpmn/specs/mixins/multiinstance_task.py",
    "bpmn/specs/mixins/subworkflow_task.py",
    "bpmn/specs/event_definitions/timer.py",
    "bpmn/specs/event_definitions/message.py",
    "bpmn/specs/event_definitions/conditional.py",
    "bpmn/specs/event_definitions/item_aware_event.py",
    "spiff/specs/event_definitions.py",
    "spiff/specs/mixins/service_task.py",
    "spiff/specs/spiff_task.py",
    "bpmn/parser/TaskParser.py",
    "bpmn/parser/ProcessParser.py",
    "bpmn/parser/event_parsers.py",
    "bpmn/parser/node_parser.py",
    "bpmn/parser/util.py",
    "spiff/parser/task_spec.py",
    "spiff/parser/event_parsers.py",
]
DIGEST = "007fd75e3cee6553da13661b43beac7ac4dcdb44aaa6db49d47eed6a47b189b0"

SLOTS = {
    "booking.bpmn": {"amount": 1},
    "condition.bpmn": {"level": 1},
    "each_line.bpmn": {"lines": ["x"]},
    "failing.bpmn": {"total": 4, "parts": 2, "limit": 3},
    "messages.bpmn": {"number": "A-7"},
    "passes.bpmn": {"found": []},
    "prepared.bpmn": {"entered": 0},
}
BOTH = pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])


def test_the_library_is_the_version_that_the_repairs_were_written_for():
    assert version("SpiffWorkflow") == "3.2.0"


def test_the_source_that_the_repairs_replace_is_unchanged():
    found = hashlib.sha256()
    for name in PATCHED:
        found.update((HOME / name).read_bytes())

    assert found.hexdigest() == DIGEST, "read every repair again before changing this digest"


def test_many_parallel_blocks_in_a_row_do_not_explode():
    blocks = 12
    nodes = ['<startEvent id="s"/>', '<endEvent id="e"/>', '<sequenceFlow id="f0" sourceRef="s" targetRef="split0"/>']
    for number in range(blocks):
        after = f"split{number + 1}" if number + 1 < blocks else "e"
        nodes += [f'<parallelGateway id="split{number}"/>', f'<parallelGateway id="join{number}"/>']
        nodes += [f'<sequenceFlow id="n{number}" sourceRef="join{number}" targetRef="{after}"/>']
        for branch in "ab":
            name = f"{branch}{number}"
            nodes += [f'<userTask id="{name}"/>', f'<sequenceFlow id="i{name}" sourceRef="split{number}" targetRef="{name}"/>']
            nodes += [f'<sequenceFlow id="o{name}" sourceRef="{name}" targetRef="join{number}"/>']
    body = f'<process id="p" isExecutable="true">{"".join(nodes)}</process>'
    content = f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">{body}</definitions>'.encode()
    definition = definitions({"many.bpmn": content})["p"]

    advance = ENGINE.apply(ENGINE.fresh(definition), Start(), Run("approval.bpmn").now)

    assert len(advance.state.root.tasks) < 20


def test_a_path_of_a_thousand_elements_is_read_and_walked():
    names = ["s", *(f"t{number}" for number in range(1000)), "e"]
    nodes = ['<startEvent id="s"/>', '<endEvent id="e"/>', *(f'<sendTask id="{name}" messageRef="m"/>' for name in names[1:-1])]
    nodes += [f'<sequenceFlow id="f_{a}" sourceRef="{a}" targetRef="{b}"/>' for a, b in itertools.pairwise(names)]
    body = f'<message id="m" name="m"/><process id="p" isExecutable="true">{"".join(nodes)}</process>'
    content = f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">{body}</definitions>'.encode()

    done = ENGINE.apply(ENGINE.fresh(definitions({"long.bpmn": content})["p"]), Start(), Run("approval.bpmn").now)

    assert len(done.thrown) == 1000
    assert done.status is InstanceState.COMPLETED


@BOTH
def test_an_escalation_is_heard_while_the_work_goes_on(restart):
    run = Run("escalation.bpmn", restart)

    assert sorted(task.element_id for task in run.start().opened) == ["chief", "inside"]
    run.complete("inside#1")
    assert run.complete("chief#1").status is InstanceState.COMPLETED


@BOTH
def test_an_error_is_not_caught_by_a_sub_process_that_it_did_not_happen_in(restart):
    run = Run("two_scopes.bpmn", restart)
    run.start()

    stuck = run.complete("right_task#1")

    assert [(failure.activity, failure.kind) for failure in stuck.failures] == [("right_broken#1", FailureKind.BPMN_ERROR)]
    assert "right#1 completed" not in told(stuck)
    assert run.complete("left_task#1").status is InstanceState.ACTIVE


@BOTH
def test_a_terminate_event_ends_its_own_scope_only(restart):
    run = Run("terminate.bpmn", restart)
    run.start()

    after = run.complete("one#1", reason="enough")

    assert "two#1" in after.closed
    assert [task.element_id for task in after.opened] == ["after"]
    assert run.variables == {"reason": "enough"}


@BOTH
def test_the_script_before_a_receive_task_runs_once(restart):
    run = Run("prepared.bpmn", restart)
    run.start(entered=0)

    run.tell(DeliverMessage("go", {"answer": 1}))

    assert run.variables == {"entered": 1, "answer": 1}


@BOTH
def test_the_values_of_a_person_stay_when_the_script_after_the_task_fails(restart):
    run = Run("prepared.bpmn", restart)
    run.start(entered=0)
    run.tell(DeliverMessage("go"))

    stuck = run.complete("judge#1", verdict=7)
    assert [failure.kind for failure in stuck.failures] == [FailureKind.SCRIPT]
    assert "judge#1 completed" not in told(stuck)
    assert run.variables["verdict"] == 7

    assert run.complete("judge#1", verdict="good").status is InstanceState.COMPLETED
    assert run.variables["verdict"] == "GOOD"


@BOTH
def test_elements_of_a_called_process_may_have_the_ids_of_its_caller(restart):
    run = Run("caller.bpmn", restart, ("called.bpmn",))

    (task,) = run.start().opened

    assert (task.activity, task.name) == ("call#2", "Answer the call")
    assert [move.process for move in run.last.moves if move.element_id == "begin"] == ["caller", "called"]
    assert run.complete("call#2").status is InstanceState.COMPLETED


@BOTH
def test_what_a_completion_condition_ends_leaves_no_timer_behind(restart):
    run = Run("watched_lines.bpmn", restart)
    run.start(lines=["x", "y", "z"], enough=False)

    ended = run.complete("pick#2", enough=True)

    assert [task.element_id for task in ended.opened] == ["after"]
    assert {"pick#1", "pick#3", "slow#1", "slow#2", "slow#3", "stopped#1"} < set(ended.closed)
    run.later(hours=2)
    assert told(run.tell(FireTimers())) == []


@BOTH
def test_what_a_boundary_event_interrupts_leaves_no_timer_behind(restart):
    run = Run("watched_lines.bpmn", restart)
    run.start(lines=["x", "y"], enough=False)

    stopped = run.tell(DeliverMessage("stop"))

    assert stopped.status is InstanceState.COMPLETED
    assert {"line#1", "line#2", "pick#1", "pick#2", "slow#1", "slow#2"} < set(stopped.closed)
    with pytest.raises(Conflict):
        run.complete("pick#1")


@BOTH
def test_elements_may_be_called_as_the_library_calls_its_own_steps(restart):
    run = Run("awkward_names.bpmn", restart)

    assert "Start#1 completed" in told(run.start())
    run.complete("a#1")
    run.complete("b#1")
    done = run.complete("Root#1", redo_it=False)

    assert told(done)[-1] == "End#1 completed"
    assert done.status is InstanceState.COMPLETED


def test_no_model_text_ever_reaches_the_eval_and_exec_of_the_library(monkeypatch):
    def refuse(*text):
        raise AssertionError(f"the library evaluated {text[0]}")

    for module in (python_environment, version_1_2):
        monkeypatch.setattr(module, "eval", refuse, raising=False)
        monkeypatch.setattr(module, "exec", refuse, raising=False)

    for model, variables in SLOTS.items():
        assert not Run(model).start(**variables).failures, model
    run = Run("approval.bpmn")
    run.start(number="A-7", deputy=None, watchers=[])
    assert not run.complete("enter#1").failures


def test_a_path_in_a_model_is_translated_once():
    def read():
        SpiffEngine(PlainSandbox(), DmnDecisions(PlainSandbox())).fresh(definition("approval.bpmn"))
        return paths._translated.cache_info()

    paths._translated.cache_clear()
    first, second = read(), read()
    assert first.misses > 0
    assert second.misses == first.misses
    assert second.hits > first.hits + first.misses
