"""Quiet hours and the hour of the digest, on a wall clock that jumps twice a year."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from baton.domain.actors import Telling
from baton.domain.working.quiet import may_go_at, next_digest

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Telling(quiet=(22, 7))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("wishes", "moment", "goes_at"),
    [
        (Telling(), "2026-03-02T02:00", "2026-03-02T02:00"),
        (NIGHT, "2026-03-02T20:59", "2026-03-02T20:59"),
        (NIGHT, "2026-03-02T21:00", "2026-03-03T06:00"),
        (NIGHT, "2026-03-03T05:59", "2026-03-03T06:00"),
        (NIGHT, "2026-03-03T06:00", "2026-03-03T06:00"),
        # the night in which 02:00 becomes 03:00: seven o'clock comes an hour sooner
        (NIGHT, "2026-03-28T21:30", "2026-03-29T05:00"),
        (NIGHT, "2026-03-29T00:30", "2026-03-29T05:00"),
        # the night in which 03:00 becomes 02:00: it comes an hour later
        (NIGHT, "2026-10-24T20:30", "2026-10-25T06:00"),
        (NIGHT, "2026-10-25T00:30", "2026-10-25T06:00"),
        (NIGHT, "2026-10-25T01:30", "2026-10-25T06:00"),
        # an end that the clock leaves out, and one that it shows twice
        (Telling(quiet=(0, 2)), "2026-03-29T00:30", "2026-03-29T01:00"),
        (Telling(quiet=(0, 3)), "2026-10-25T00:30", "2026-10-25T02:00"),
        (Telling(quiet=(0, 3)), "2026-10-25T01:30", "2026-10-25T02:00"),
        (Telling(quiet=(12, 14)), "2026-03-02T11:30", "2026-03-02T13:00"),
        (Telling(quiet=(5, 5)), "2026-03-02T04:30", "2026-03-02T04:30"),
        (Telling(quiet_weekends=True), "2026-03-06T22:59", "2026-03-06T22:59"),
        (Telling(quiet_weekends=True), "2026-03-06T23:00", "2026-03-09T07:00"),
        # a Monday morning that is quiet itself
        (Telling(quiet=(6, 12), quiet_weekends=True), "2026-03-07T10:00", "2026-03-09T11:00"),
        # around midnight: the hour before, the hour itself, and an end at midnight
        (Telling(quiet=(23, 0)), "2026-03-02T22:30", "2026-03-02T23:00"),
        (Telling(quiet=(0, 1)), "2026-03-02T23:00", "2026-03-03T00:00"),
        (Telling(quiet=(23, 1)), "2026-03-02T23:59", "2026-03-03T00:00"),
        (Telling(quiet=(22, 6), quiet_weekends=True), "2026-03-06T21:30", "2026-03-09T05:00"),
        (Telling(quiet=(22, 6), quiet_weekends=True), "2026-03-08T22:30", "2026-03-09T05:00"),
    ],
)
def test_a_mail_waits_for_the_end_of_quiet_time(wishes, moment, goes_at):
    assert may_go_at(utc(moment), wishes, BERLIN) == utc(goes_at)


@pytest.mark.parametrize(
    ("wishes", "moment", "comes_at"),
    [
        (Telling(), "2026-03-02T06:59", "2026-03-02T07:00"),
        (Telling(), "2026-03-02T07:00", "2026-03-03T07:00"),
        (Telling(digest_hour=17), "2026-03-28T17:00", "2026-03-29T15:00"),
        (Telling(weekly=True), "2026-03-02T07:00", "2026-03-09T07:00"),
        (Telling(weekly=True), "2026-03-04T07:00", "2026-03-09T07:00"),
        (Telling(quiet_weekends=True), "2026-03-06T08:00", "2026-03-09T07:00"),
    ],
)
def test_the_digest_comes_at_its_hour(wishes, moment, comes_at):
    assert next_digest(utc(moment), wishes, BERLIN) == utc(comes_at)
