"""Working time: hours of the week, holidays, summer time; what a deadline that counts it means."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.engine.calendars.deploying import with_holidays
from baton.engine.calendars.reading import calendar_of, read_calendar
from baton.engine.timing import instant

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = b"""
name = "Office hours"
time_zone = "Europe/Berlin"
[hours]
monday = ["09:00-12:00", "13:00-17:00"]
tuesday = ["09:00-12:00", "13:00-17:00"]
wednesday = ["09:00-12:00", "13:00-17:00"]
thursday = ["09:00-12:00", "13:00-17:00"]
friday = ["09:00-12:00", "13:00-17:00"]
[holidays]
country = "DE"
[days]
2026-12-31 = ["09:00-12:00"]
"""
FILES = {"office.calendar.toml": OFFICE}
CALENDAR = calendar_of(FILES, "office.calendar.toml")


def berlin(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-12-23T15:30", "PT10H", "2026-12-28T10:30"),  # 24th is worked, 25th and 26th are holidays, then a weekend
        ("2026-12-23T15:30", "P2D", "2026-12-28T15:30"),
        ("2026-11-20T16:30", "PT1H", "2026-11-23T09:30"),  # Friday evening goes on on Monday
        ("2026-11-21T11:00", "P1D", "2026-11-24T09:00"),  # Saturday counts as Monday morning
        ("2026-11-20T12:30", "PT1H", "2026-11-20T14:00"),  # the lunch break does not count
        ("2026-12-30T16:00", "PT5H", "2027-01-04T10:00"),  # a short day, New Year, a weekend
        ("2026-12-30T16:00", "P1D", "2026-12-31T12:00"),  # closes before four
        ("2026-03-27T16:00", "PT3H", "2026-03-30T11:00"),  # over the night in which the clocks change
        ("2026-11-20T10:00", "P1DT2H", "2026-11-23T12:00"),
        ("2026-11-20T17:00", "PT0S", "2026-11-23T09:00"),
    ],
)
def test_only_working_time_counts(start, length, end):
    assert instant(length, berlin(start), BERLIN, CALENDAR) == berlin(end)


def test_without_a_calendar_every_hour_counts():
    assert instant("PT10H", berlin("2026-12-23T15:30"), BERLIN) == berlin("2026-12-24T01:30")


def test_months_have_no_working_time():
    with pytest.raises(ValueError, match="no months or years"):
        instant("P1M", berlin("2026-12-23T15:30"), BERLIN, CALENDAR)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 400 * 3600).map(lambda seconds: timedelta(seconds=seconds)),
)
def test_what_was_counted_off_is_found_again_in_between(start, length):
    assert CALENDAR.between(start, CALENDAR.after(start, length)) == length


def test_a_day_of_autumn_has_its_hours_whatever_the_clocks_do():
    whole = read_calendar(b'time_zone = "Europe/Berlin"\n[hours]\nsunday = ["00:00-24:00"]')
    assert whole.between(berlin("2026-10-25T00:00"), berlin("2026-10-26T00:00")) == timedelta(hours=25)
    assert whole.between(berlin("2026-03-29T00:00"), berlin("2026-03-30T00:00")) == timedelta(hours=23)


def test_holidays_are_written_down_when_the_calendar_is_deployed():
    files, problems = with_holidays(FILES, ())
    assert not problems
    assert b'2026-12-25 = "Christmas Day"' in files["office.holidays.toml"]
    changed = {**files, "office.holidays.toml": b'2026-11-23 = "Made up"\n'}
    assert calendar_of(changed, "office.calendar.toml").hours(berlin("2026-11-23T09:00").date()) == ()
    assert calendar_of(changed, "office.calendar.toml").hours(berlin("2026-12-25T09:00").date())
    assert with_holidays(changed, ())[0] == changed


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x", "is not TOML"),
        (b"", "names no working hours"),
        (b'[hours]\nmonday = ["9-5"]', "is no span"),
        (b'[hours]\nmonday = ["17:00-09:00"]', "is no span"),
        (b'[hours]\nmonday = ["09:00-12:00", "11:00-13:00"]', "without overlapping"),
        (b'[hours]\nfunday = ["09:00-12:00"]', "funday is none of"),
        (b'colour = "red"\n[hours]\nmonday = ["09:00-12:00"]', "does not know colour"),
        (b'time_zone = "Mars"\n[hours]\nmonday = ["09:00-12:00"]', "no time zone"),
        (b'[hours]\nmonday = ["09:00-12:00"]\n[holidays]\ncountry = "ZZ"', "is not known"),
        (b'[hours]\nmonday = ["09:00-12:00"]\n[holidays]\ncountry = "DE"\nsubdivision = "XX"', "has no subdivision"),
        (b'[hours]\nmonday = ["09:00-12:00"]\n[days]\nx = []', "is no day"),
    ],
)
def test_a_calendar_that_cannot_be_read_says_why(content, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_calendar(content)
