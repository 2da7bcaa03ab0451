"""What a user task says about itself when it opens."""

from datetime import timedelta

import pytest

from baton.domain.engine import CompleteTask, FireTimers, Retry
from baton.domain.errors import Conflict
from baton.domain.incidents import FailureKind
from baton.domain.instances import InstanceState
from conformance.definitions import T0
from conformance.running import Run, told


def test_a_lane_names_the_candidate_group_and_a_property_the_form():
    (task,) = Run("approval.bpmn").start(number="A-7").opened

    assert (task.activity, task.element_id, task.name) == ("enter#1", "enter", "Enter order")
    assert (task.candidate_groups, task.form, task.title) == (("Sales",), "order.form.json", "Enter order")
    assert (task.due_at, task.priority, task.not_same_as, task.assignee) == (None, 50, (), None)


def test_the_rules_of_a_task_are_evaluated_when_it_opens():
    run = Run("approval.bpmn")
    run.start(number="A-7", deputy="erika", watchers=["max", "mia"])

    (task,) = run.complete("enter#1").opened

    assert (task.title, task.assignee, task.priority) == ("Approve A-7", "erika", 80)
    assert task.candidate_groups == ("managers", "board")
    assert task.candidate_users == ("max", "mia")
    assert task.not_same_as == ("enter",)


def test_the_interrupting_boundary_timer_is_the_due_date_even_when_a_reminder_is_earlier():
    run = Run("approval.bpmn")
    run.start(number="A-7", deputy=None, watchers=[])

    (task,) = run.complete("enter#1").opened

    assert task.due_at == T0 + timedelta(hours=48)


def test_a_rule_that_cannot_be_evaluated_is_a_failure_and_opens_after_a_retry():
    run = Run("approval.bpmn")
    run.start(number="A-7")

    stuck = run.complete("enter#1")
    assert not stuck.opened
    assert [(failure.activity, failure.kind) for failure in stuck.failures] == [("approve#1", FailureKind.EXPRESSION)]
    assert "approve#1 failed" in told(stuck)
    with pytest.raises(Conflict):
        run.tell(CompleteTask("enter#1"))

    (task,) = run.tell(Retry("approve#1", {"deputy": "erika", "watchers": []})).opened
    assert task.assignee == "erika"


@pytest.mark.parametrize("restart", [False, True])
def test_a_deadline_closes_the_task_and_a_reminder_does_not(restart):
    run = Run("approval.bpmn", restart)
    run.start(number="A-7", deputy=None, watchers=[])
    armed = {wait.key: wait.due_at - T0 for wait in run.complete("enter#1").armed}
    assert armed == {"reminder#1": timedelta(days=1), "late#1": timedelta(days=2)}

    run.later(hours=24, seconds=-1)
    assert told(run.tell(FireTimers())) == []
    run.later(seconds=1)
    reminded = run.tell(FireTimers())
    assert told(reminded) == ["reminder#1 completed", "remind#1 completed", "reminded_end#1 completed"]
    assert reminded.closed == ("reminder#1",)
    assert reminded.changed == {"reminded": True}

    run.later(hours=24)
    late = run.tell(FireTimers())
    assert "approve#1" in late.closed
    assert late.status is InstanceState.COMPLETED
    with pytest.raises(Conflict):
        run.complete("approve#1")


def test_a_completed_task_disarms_its_timers():
    run = Run("approval.bpmn")
    run.start(number="A-7", deputy=None, watchers=[])
    run.complete("enter#1")

    done = run.complete("approve#1", approved=True)

    assert set(done.closed) == {"approve#1", "reminder#1", "late#1"}
    assert told(done)[0] == "approve#1 completed"
    assert done.status is InstanceState.COMPLETED
    assert done.changed == {"approved": True}


def test_a_refused_command_leaves_the_state_as_it_was():
    run = Run("approval.bpmn")
    run.start(number="A-7")
    before = run.bytes

    for activity in ("approve#1", "enter#2", "nothing"):
        with pytest.raises(Conflict):
            run.complete(activity)

    assert run.bytes == before
