"""The same journal leads to the same bytes, in memory, from bytes, and in any thread."""

import threading

import pytest

from baton.domain.engine import DeliverMessage, DeliverSignal, FireTimers
from conformance.counting import calls
from conformance.running import Run


def approve(run):
    run.start(number="A-7", deputy=None, watchers=[])
    run.complete("enter#1", lines=[{"sku": "x", "price": 1.5}])
    run.later(days=1)
    run.tell(FireTimers())
    return run


def rework(run):
    run.start(value=0)
    for number in (1, 2, 3):
        run.complete(f"b#{number}", b=number)
        run.complete(f"a#{number}", value=number)
        run.complete(f"look#{number}", redo_it=True)
    run.complete("a#4", a=4)
    return run


def watch(run):
    run.start(notes=0)
    run.tell(DeliverMessage("note"))
    run.tell(DeliverMessage("note"))
    run.tell(DeliverSignal("storm"))
    return run


def check(run):
    run.start(lines=["x", "y", "z"])
    run.complete("check#2", verdict="again")
    return run


STORIES = {"approval.bpmn": approve, "both_branches.bpmn": rework, "watching.bpmn": watch, "each_line.bpmn": check}


@pytest.mark.parametrize("model", STORIES)
def test_memory_restarts_and_replay_agree_byte_for_byte(model):
    story = STORIES[model]
    live, restarted = story(Run(model)), story(Run(model, restart=True))

    assert live.bytes == restarted.bytes
    assert live.replayed() == live.bytes
    assert live.engine.dump(live.engine.load(live.definition, live.bytes)) == live.bytes


def test_many_threads_run_instances_of_one_definition_without_seeing_each_other():
    expected = rework(Run("both_branches.bpmn")).bytes
    found = []

    def work():
        found.extend(rework(Run("both_branches.bpmn")).bytes for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 80
    assert set(found) == {expected}


def test_a_specification_is_never_changed_by_running():
    run = Run("watching.bpmn")
    spec = run.state.model.spec
    before = {name: (list(one._inputs), list(one._outputs)) for name, one in spec.task_specs.items()}

    watch(run)

    assert {name: (list(one._inputs), list(one._outputs)) for name, one in spec.task_specs.items()} == before


def test_an_old_instance_is_as_small_as_a_young_one():
    run = Run("both_branches.bpmn")
    run.start(value=0)
    sizes = []
    for number in range(1, 301):
        run.complete(f"a#{number}", value=number)
        run.complete(f"b#{number}")
        run.complete(f"look#{number}", redo_it=True)
        sizes.append(len(run.bytes))
        assert len(run.state.root.tasks) < 40

    assert max(sizes[-10:]) < min(sizes[5:15]) * 1.2


def test_what_happens_again_and_again_beside_the_work_leaves_nothing_behind():
    run = Run("timers/catch_up_endless.bpmn")
    run.start(times=0)
    sizes = []
    for _ in range(100):
        run.later(hours=1)
        run.tell(FireTimers())
        sizes.append(len(run.bytes))

    assert run.variables["times"] == 100
    assert sizes[-1] < sizes[5] * 1.2


def test_a_step_costs_as_much_in_an_old_instance_as_in_a_young_one():
    run = Run("both_branches.bpmn")
    run.start(value=0)

    def one_pass(number):
        run.complete(f"a#{number}", value=number)
        run.complete(f"b#{number}")
        run.complete(f"look#{number}", redo_it=True)

    costs = [calls(lambda number=number: one_pass(number)) for number in range(1, 401)]

    assert sum(costs[-20:]) < sum(costs[10:30]) * 1.3
