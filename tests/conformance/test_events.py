"""Messages, signals, conditions, timers and what they interrupt."""

from datetime import timedelta

import pytest

from baton.domain.engine import Cancel, DeliverMessage, DeliverSignal, FireTimers
from baton.domain.errors import Conflict
from baton.domain.instances import InstanceState
from conformance.definitions import T0
from conformance.running import Run, told

pytestmark = pytest.mark.parametrize("restart", [False, True], ids=["in memory", "restarted"])


def test_a_waiting_message_tells_which_values_it_must_bring(restart):
    run = Run("messages.bpmn", restart)

    (wait,) = run.start(number="A-7").armed

    assert (wait.kind, wait.name, wait.element_id, wait.correlation) == (
        "message",
        "paid",
        "wait_for_payment",
        {"order_no": "A-7"},
    )


def test_a_message_of_somebody_else_is_refused_and_ones_own_is_taken(restart):
    run = Run("messages.bpmn", restart)
    run.start(number="A-7")

    with pytest.raises(Conflict):
        run.tell(DeliverMessage("paid", {"order_no": "B-8", "amount": 3}))
    done = run.tell(DeliverMessage("paid", {"order_no": "A-7", "amount": 3}))

    assert done.changed == {"payment": {"order_no": "A-7", "amount": 3}}
    assert done.status is InstanceState.COMPLETED


def test_the_engine_reads_correlation_values_from_a_payload(restart):
    run = Run("messages.bpmn", restart)

    assert run.engine.correlate(run.definition, "paid", {"order_no": "A-7"}) == {"order_no": "A-7"}
    assert run.engine.correlate(run.definition, "paid", {}) == {}


def test_an_event_gateway_waits_for_each_of_its_events_with_its_own_time(restart):
    run = Run("first_event.bpmn", restart)

    armed = {wait.element_id: wait for wait in run.start().armed}

    assert {name: wait.kind for name, wait in armed.items()} == {
        "answered": "message",
        "stopped": "signal",
        "soon": "timer",
        "later": "timer",
    }
    assert armed["soon"].due_at == T0 + timedelta(hours=1)
    assert armed["later"].due_at == T0 + timedelta(days=1)
    assert {wait.activity for wait in armed.values()} == {"first#1"}


@pytest.mark.parametrize(
    ("command", "end"),
    [(DeliverMessage("answer"), "end_answered"), (DeliverSignal("stop"), "end_stopped"), (FireTimers(), "end_soon")],
)
def test_an_event_gateway_follows_the_first_event_only(restart, command, end):
    run = Run("first_event.bpmn", restart)
    run.start()
    run.later(hours=1)

    done = run.tell(command)

    ends = [move.element_id for move in done.moves if move.element_id.startswith("end_")]
    assert ends == [end]
    assert done.status is InstanceState.COMPLETED
    assert done.closed == ("first#1",)


def test_an_error_inside_of_a_sub_process_interrupts_it(restart):
    run = Run("sub_process.bpmn", restart)
    run.start()

    caught = run.complete("inside#1", broken=True)

    assert [task.element_id for task in caught.opened] == ["repair"]
    assert "work#1 cancelled" in told(caught)
    assert run.complete("repair#1").status is InstanceState.COMPLETED


def test_a_timer_interrupts_a_sub_process_with_everything_in_it(restart):
    run = Run("sub_process.bpmn", restart)
    run.start()
    run.later(hours=8)

    late = run.tell(FireTimers())

    assert [task.element_id for task in late.opened] == ["escalate"]
    assert {"work#1", "inside#1", "too_long#1", "caught#1"} == set(late.closed)


def test_a_sub_process_that_ends_well_hands_its_variables_on(restart):
    run = Run("sub_process.bpmn", restart)
    run.start(broken=False)

    done = run.complete("inside#1", result=5)

    assert done.status is InstanceState.COMPLETED
    assert run.variables["result"] == 5


def test_a_non_interrupting_event_sub_process_counts_every_message(restart):
    run = Run("watching.bpmn", restart)
    run.start(notes=0)

    for number in (1, 2, 3):
        run.tell(DeliverMessage("note"))
        assert run.variables["notes"] == number
    assert run.complete("sail#1").status is InstanceState.COMPLETED
    assert run.variables["notes"] == 3


def test_an_interrupting_event_sub_process_ends_everything_else(restart):
    run = Run("watching.bpmn", restart)
    run.start(notes=0)

    storm = run.tell(DeliverSignal("storm"))

    assert [task.element_id for task in storm.opened] == ["shelter"]
    assert "sail#1 cancelled" in told(storm)
    with pytest.raises(Conflict):
        run.tell(DeliverMessage("note"))
    assert run.complete("shelter#1").status is InstanceState.COMPLETED


def test_a_reminder_repeats_as_often_as_its_model_says(restart):
    run = Run("reminders.bpmn", restart)
    run.start()

    for expected in (1, 1, 1, 0):
        run.later(hours=1)
        run.tell(FireTimers())
        assert len([move for move in run.last.moves if move.element_id == "remind"]) == expected
    assert run.complete("work#1").status is InstanceState.COMPLETED


def test_after_a_long_pause_every_missed_occurrence_of_a_finite_reminder_is_made_up(restart):
    run = Run("reminders.bpmn", restart)
    run.start()
    run.later(days=9)

    run.tell(FireTimers())

    assert [move.activity for move in run.last.moves if move.element_id == "remind"] == ["remind#1", "remind#2", "remind#3"]


def test_a_signal_end_event_is_heard_inside_and_outside(restart):
    run = Run("signal_end.bpmn", restart)
    run.start()

    done = run.complete("work#1")

    assert [(thrown.kind, thrown.name) for thrown in done.thrown] == [("signal", "finished")]
    assert "heard#1 completed" in told(done)
    assert done.status is InstanceState.COMPLETED


def test_a_condition_sees_what_another_branch_wrote(restart):
    run = Run("condition.bpmn", restart)
    run.start(level=1)

    flowed = run.complete("fill#1", level=12)

    assert "overflow#1 completed" in told(flowed)


def test_cancelling_closes_everything(restart):
    run = Run("sub_process.bpmn", restart)
    run.start()

    gone = run.tell(Cancel("not needed"))

    assert gone.status is InstanceState.TERMINATED
    assert set(gone.closed) == {"work#1", "inside#1", "caught#1", "too_long#1"}
    with pytest.raises(Conflict):
        run.complete("inside#1")
