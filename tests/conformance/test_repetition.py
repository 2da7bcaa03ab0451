"""Loops, multi-instance activities and joins inside of them."""

import pytest

from baton.domain.instances import InstanceState
from conformance.running import Run

pytestmark = pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])


def test_results_of_a_parallel_activity_stand_in_the_order_of_its_input(restart):
    run = Run("each_line.bpmn", restart)
    opened = run.start(lines=["x", "y", "z"]).opened
    assert [task.activity for task in opened] == ["check#1", "check#2", "check#3"]

    run.complete("check#3", verdict="bad")
    run.complete("check#1", verdict="good")
    done = run.complete("check#2", verdict="fair")

    assert run.variables["checked"] == ["good", "fair", "bad"]
    assert "line" not in run.variables
    assert done.status is InstanceState.COMPLETED


def test_a_repeated_activity_can_be_entered_again(restart):
    run = Run("each_line.bpmn", restart)
    run.start(lines=["x"])

    again = run.complete("check#1", verdict="again")

    assert [task.activity for task in again.opened] == ["check#2"]
    assert run.complete("check#2", verdict="good").status is InstanceState.COMPLETED
    assert run.variables["checked"] == ["good"]


def test_an_empty_list_repeats_nothing(restart):
    run = Run("each_line.bpmn", restart)

    assert run.start(lines=[]).status is InstanceState.COMPLETED
    assert run.variables["checked"] == []


def test_each_instance_sees_its_own_item(restart):
    run = Run("each_line.bpmn", restart)
    run.start(lines=["x", "y"])

    assert run.engine.task_variables(run.state, "check#2")["line"] == "y"


def test_a_standard_loop_keeps_every_element_of_its_list(restart):
    run = Run("passes.bpmn", restart)

    done = run.start(found=[])

    assert run.variables["found"] == [1, 1, 1]
    assert [move.activity for move in done.moves if move.element_id == "collect"] == ["collect#1", "collect#2", "collect#3"]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_join_keeps_what_each_branch_changed_whoever_comes_last(restart, order):
    run = Run("both_branches.bpmn", restart)
    run.start(value=0, nested={"x": 0, "y": 0})
    written = {"a": {"value": 1, "nested": {"x": 1, "y": 0}}, "b": {"nested": {"x": 0, "y": 2}, "more": True}}

    for name in order:
        run.complete(f"{name}#1", **written[name])

    assert run.variables == {"value": 1, "nested": {"x": 1, "y": 2}, "more": True}


def test_a_join_inside_of_a_loop_waits_for_both_branches_on_every_pass(restart):
    run = Run("both_branches.bpmn", restart)
    run.start()
    for number in (1, 2, 3):
        for name in ("a", "b") if number % 2 else ("b", "a"):
            waiting = run.complete(f"{name}#{number}")
        assert [task.activity for task in waiting.opened] == [f"look#{number}"]
        again = run.complete(f"look#{number}", redo_it=number < 3)
    assert again.status is InstanceState.COMPLETED
