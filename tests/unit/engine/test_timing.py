"""ISO 8601 dates, durations and repetitions."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from baton.engine.timing import cycle, duration, instant, is_literal

BERLIN = ZoneInfo("Europe/Berlin")
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


def test_a_monthly_repetition_from_the_last_of_january_keeps_to_the_last_days():
    monthly = cycle("R/P1M", NOW)

    assert [monthly.occurrence(number).day for number in range(3)] == [28, 31, 30]


def test_a_day_is_a_day_of_the_calendar_and_24_hours_are_24_hours():
    before = datetime(2026, 3, 28, 8, 0, tzinfo=UTC)  # nine in Berlin, the night before summer time begins

    assert instant("P1D", before, BERLIN) == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)
    assert instant("PT24H", before, BERLIN) == datetime(2026, 3, 29, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "utc"), [("2026-07-01T09:00", "07:00"), ("2026-12-01T09:00", "08:00"), ("2026-07-01T09:00Z", "09:00")]
)
def test_a_date_is_in_the_zone_of_its_process_unless_it_names_its_own(text, utc):
    assert f"{instant(text, NOW, BERLIN):%H:%M}" == utc


def test_an_hour_that_is_left_out_begins_later_and_one_that_comes_twice_is_the_first():
    assert instant("2026-03-29T02:30", NOW, BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert instant("2026-10-25T02:30", NOW, BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_daily_repetition_keeps_its_hour_when_the_clocks_change():
    daily = cycle("R/2026-03-28T09:00/P1D", NOW, BERLIN)

    assert [daily.occurrence(number).hour for number in range(2)] == [8, 7]
    assert daily.after(datetime(2026, 10, 25, 7, 59, tzinfo=UTC)) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("0 9 * * MON-FRI", ["02-02T08:00", "02-03T08:00", "02-04T08:00"]),
        ("30 0 9 1 * ?", ["02-01T08:00", "03-01T08:00", "04-01T07:00"]),
        ("*/20 9-10 15 2,3 *", ["02-15T08:00", "02-15T08:20", "02-15T08:40"]),
        ("@monthly", ["01-31T23:00", "02-28T23:00", "03-31T22:00"]),
        ("0 0 13 * FRI", ["02-05T23:00", "02-12T23:00", "02-19T23:00"]),
    ],
)
def test_a_cron_is_reckoned_in_the_zone_of_its_process(text, points):
    found, moment = [], NOW
    for _ in points:
        moment = cycle(text, NOW, BERLIN).after(moment)
        found.append(f"{moment:%m-%dT%H:%M}")

    assert found == points


@pytest.mark.parametrize("text", ["0 9 30 2 *", "60 * * * *", "* * * * * * *", "0 9 * * FUNDAY", "5-1 * * * *", "*/0 * * * *"])
def test_a_cron_that_never_comes_or_that_no_cron_understands_is_refused(text):
    with pytest.raises(ValueError):
        cycle(text, NOW)


def test_a_date_without_a_zone_is_utc():
    assert instant("2026-07-01T09:00", NOW) == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_a_date_with_a_zone_is_reckoned_in_utc():
    assert instant("2026-07-01T09:00+02:00", NOW) == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


def test_a_repetition_counts_from_now_or_from_its_start_or_backwards_from_its_end():
    assert cycle("R3/PT1H", NOW).occurrence(0) == NOW + timedelta(hours=1)
    assert cycle("R3/2026-02-01T00:00Z/PT1H", NOW).occurrence(0) == datetime(2026, 2, 1, tzinfo=UTC)
    assert cycle("R3/PT1H/2026-02-01T00:00Z", NOW).occurrence(0) == datetime(2026, 1, 31, 23, tzinfo=UTC)
    assert cycle("R3/PT1H", NOW).occurrence(3) is None


def test_the_next_occurrence_is_found_at_once_after_years():
    minutely = cycle("R/2016-01-01T00:00:00Z/PT1M", NOW)

    assert minutely.occurrence(minutely.later_than(NOW)) == NOW + timedelta(minutes=1)


@pytest.mark.parametrize("text", ["", "P", "PT", "P1H", "tomorrow", 5, None])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError):
        duration(text)


@pytest.mark.parametrize("text", ["PT1H", "R3", "R3/PT0S", "Rx/PT1H", "0 9 * *", "0 25 * * *"])
def test_what_is_no_repetition_is_refused(text):
    with pytest.raises(ValueError):
        cycle(text, NOW)
