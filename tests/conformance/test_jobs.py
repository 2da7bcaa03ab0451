"""Service tasks park, and go on with the answer of the outside world."""

from datetime import timedelta

import pytest

from baton.domain.engine import FinishJob, Retry, ThrowError
from baton.domain.errors import Conflict
from baton.domain.incidents import FailureKind
from baton.domain.instances import InstanceState
from conformance.running import Run, told

pytestmark = pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])


def test_a_service_task_asks_for_a_call_with_evaluated_parameters(restart):
    parked = Run("booking.bpmn", restart).start(amount=21)

    (job,) = parked.requested
    assert (job.activity, job.operation, job.parameters) == ("book#1", "ledger.book", {"amount": 42})
    assert (job.policy.attempts, job.policy.first) == (3, timedelta(minutes=10))
    assert "book#1 waiting" in told(parked)


def test_the_answer_lands_in_the_result_variable(restart):
    run = Run("booking.bpmn", restart)
    run.start(amount=21)

    done = run.finish("book#1", {"entry": 7})

    assert done.changed == {"booking": {"entry": 7}}
    assert done.status is InstanceState.COMPLETED
    with pytest.raises(Conflict):
        run.tell(FinishJob("book#1"))


def test_a_business_error_goes_to_the_boundary_event_with_its_code(restart):
    run = Run("booking.bpmn", restart)
    run.start(amount=21)

    caught = run.tell(ThrowError("book#1", "refused", "no cover"))

    assert [task.element_id for task in caught.opened] == ["correct"]
    assert "book#1 cancelled" in told(caught)
    assert "book#1" in caught.closed
    assert not caught.failures


def test_an_error_that_nothing_catches_fails_the_task_until_it_is_retried(restart):
    run = Run("booking.bpmn", restart)
    run.start(amount=21)

    stuck = run.tell(ThrowError("book#1", "unknown", "what?"))
    assert [(failure.kind, failure.message) for failure in stuck.failures] == [(FailureKind.BPMN_ERROR, "what?")]
    assert not stuck.closed

    (job,) = run.tell(Retry("book#1", {"amount": 1})).requested
    assert job.parameters == {"amount": 2}
    assert run.finish("book#1").status is InstanceState.COMPLETED


def test_a_parameter_that_cannot_be_evaluated_is_a_failure(restart):
    run = Run("booking.bpmn", restart)

    stuck = run.start()
    assert [failure.kind for failure in stuck.failures] == [FailureKind.EXPRESSION]
    assert not stuck.requested

    assert len(run.tell(Retry("book#1", {"amount": 3})).requested) == 1
