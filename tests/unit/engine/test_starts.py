"""When timer starts are due, and what becomes of the times that a pause made them miss."""

from datetime import UTC, datetime, timedelta

import pytest

from baton.engine.run.starts import after_pause, due_after, when
from conformance.engine_doubles import PlainSandbox

BEGUN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def start(text):
    return when(text, (BEGUN, BEGUN + DAY, UTC), PlainSandbox())


@pytest.mark.parametrize(
    ("policy", "begins", "next_due"),
    [
        (None, True, BEGUN + 4 * DAY),
        ("once", True, BEGUN + 4 * DAY),
        ("all", True, BEGUN + 2 * DAY),
        ("skip", False, BEGUN + 4 * DAY),
    ],
)
@pytest.mark.parametrize("text", ["R/P1D", "0 8 * * *", "R9/2026-03-03T08:00Z/P1D"])
def test_after_a_pause_the_model_says_what_becomes_of_missed_starts(text, policy, begins, next_due):
    assert after_pause(start(text), policy, (BEGUN + DAY, BEGUN + 3 * DAY + 60 * MINUTE)) == (begins, next_due)


def test_all_that_was_missed_is_made_up_one_after_the_other_and_then_no_more():
    found, due, seen = start("R3/P1D"), BEGUN + DAY, []
    while due is not None:
        seen.append(due)
        begins, due = after_pause(found, "all", (due, BEGUN + 9 * DAY))
        assert begins

    assert seen == [BEGUN + DAY, BEGUN + 2 * DAY, BEGUN + 3 * DAY]


def test_a_start_that_is_a_few_minutes_late_was_not_missed():
    late = BEGUN + DAY + 5 * MINUTE

    assert after_pause(start("R/P1D"), "skip", (BEGUN + DAY, late)) == (True, BEGUN + 2 * DAY)
    assert after_pause(start("R/P1D"), "skip", (BEGUN + DAY, late + MINUTE)) == (False, BEGUN + 2 * DAY)


def test_what_is_not_missed_yet_is_due_next_after_what_was_left_out():
    assert after_pause(start("R/P1D"), "skip", (BEGUN + DAY, BEGUN + 3 * DAY + 5 * MINUTE)) == (False, BEGUN + 3 * DAY)


@pytest.mark.parametrize("text", ["2026-03-05T08:00:00Z", "PT48H", "'PT48H'"])
def test_a_start_that_does_not_repeat_begins_once(text):
    found = start(text)
    due = due_after(found, BEGUN)

    assert after_pause(found, None, (due, due + DAY)) == (True, None)
    assert due_after(None, BEGUN) is None
