"""ISO 8601 dates, durations and repetitions."""

from datetime import UTC, datetime, timedelta

import pytest

from baton.engine.timing import cycle, duration, instant, is_literal

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["PT48H", "P2D", "P1Y2M3DT4H5M6S", "P1W", "R3/PT1H", "R/P1D", "2026-03-01", "2026-03-01T08:00:00Z"]
)
def test_a_plain_iso_value_is_told_from_an_expression(text):
    assert is_literal(text)


@pytest.mark.parametrize("text", ["'PT48H'", "deadline", "P", "PRICE", "PT_DAYS", "due_in(3)", "R", "P2D + x"])
def test_an_expression_is_told_from_a_plain_iso_value(text):
    assert not is_literal(text)


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert instant("P1M", NOW) == datetime(2026, 2, 28, 12, 0, tzinfo=UTC)


def test_monthly_repetitions_do_not_drift():
    monthly = cycle("R/2026-01-31T12:00:00Z/P1M", NOW)

    assert [monthly.occurrence(number).day for number in range(4)] == [31, 28, 31, 30]


def test_a_date_without_a_zone_is_utc():
    assert instant("2026-07-01T09:00", NOW) == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_a_date_with_a_zone_is_reckoned_in_utc():
    assert instant("2026-07-01T09:00+02:00", NOW) == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


def test_a_repetition_counts_from_now_or_from_its_start_or_backwards_from_its_end():
    assert cycle("R3/PT1H", NOW).first == NOW + timedelta(hours=1)
    assert cycle("R3/2026-02-01T00:00Z/PT1H", NOW).first == datetime(2026, 2, 1, tzinfo=UTC)
    assert cycle("R3/PT1H/2026-02-01T00:00Z", NOW).first == datetime(2026, 1, 31, 23, tzinfo=UTC)
    assert cycle("R3/PT1H", NOW).occurrence(3) is None


def test_the_next_occurrence_is_found_at_once_after_years():
    minutely = cycle("R/2016-01-01T00:00:00Z/PT1M", NOW)

    assert minutely.occurrence(minutely.later_than(NOW)) == NOW + timedelta(minutes=1)


@pytest.mark.parametrize("text", ["", "P", "PT", "P1H", "tomorrow", 5, None])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError):
        duration(text)


@pytest.mark.parametrize("text", ["PT1H", "R3", "R3/PT0S", "Rx/PT1H", "0 9 * * 1"])
def test_what_is_no_repetition_is_refused(text):
    with pytest.raises(ValueError):
        cycle(text, NOW)
