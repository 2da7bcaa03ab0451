"""What fails stands where it stood; everybody else goes on; trying again is possible."""

import pytest

from baton.domain.engine import Retry
from baton.domain.errors import Conflict
from baton.domain.incidents import FailureKind
from baton.domain.instances import InstanceState
from conformance.running import Run, told

pytestmark = pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])


def test_a_failing_script_leaves_no_trace_in_the_variables_and_other_branches_go_on(restart):
    run = Run("failing.bpmn", restart)

    stuck = run.start(total=10, parts=0, limit=3)

    assert [(failure.activity, failure.kind) for failure in stuck.failures] == [("divide#1", FailureKind.SCRIPT)]
    assert "division by zero" in stuck.failures[0].message
    assert [task.element_id for task in stuck.opened] == ["other"]
    assert "divide#1 failed" in told(stuck)
    assert "touched" not in run.variables
    assert run.complete("other#1").status is InstanceState.ACTIVE


def test_a_failed_script_runs_again_with_corrected_variables(restart):
    run = Run("failing.bpmn", restart)
    run.start(total=10, parts=0, limit=3)

    again = run.tell(Retry("divide#1", {"parts": 2}))

    assert not again.failures
    assert "divide#1" in again.closed
    assert run.variables["share"] == 5
    assert [task.element_id for task in again.opened] == ["look"]


def test_a_failing_condition_stops_at_its_gateway(restart):
    run = Run("failing.bpmn", restart)

    stuck = run.start(total=10, parts=2)
    assert [(failure.activity, failure.kind) for failure in stuck.failures] == [("big#1", FailureKind.CONDITION)]

    assert [task.element_id for task in run.tell(Retry("big#1", {"limit": 1})).opened] == ["look"]


def test_only_what_failed_can_be_retried(restart):
    run = Run("failing.bpmn", restart)
    run.start(total=10, parts=0, limit=3)

    with pytest.raises(Conflict):
        run.tell(Retry("other#1"))


def test_an_endless_loop_ends_in_a_failure(restart):
    stuck = Run("endless.bpmn", restart).start()

    assert [failure.kind for failure in stuck.failures] == [FailureKind.LIMIT]
    assert stuck.status is InstanceState.ACTIVE


def test_an_error_end_event_that_nothing_catches_is_a_failure_and_others_go_on(restart):
    run = Run("uncaught.bpmn", restart)

    stuck = run.start()

    assert [(failure.activity, failure.kind) for failure in stuck.failures] == [("bad#1", FailureKind.BPMN_ERROR)]
    assert [task.element_id for task in stuck.opened] == ["other"]
    assert run.complete("other#1").status is InstanceState.ACTIVE
