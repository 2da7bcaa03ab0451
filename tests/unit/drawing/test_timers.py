"""A timer's text as a sentence, with the moments at which the engine would fire it."""

from datetime import UTC, datetime

import pytest

from baton.domain.errors import InvalidInput
from baton.domain.ports.drawing import TimerText
from baton.engine.drawing.aids import DrawingAids
from baton.sandbox.sandbox import HybridSandbox

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
AIDS = DrawingAids(HybridSandbox())


def told(text, kind, zone=""):
    times = AIDS.timer(TimerText(text, kind, zone), NOW)
    return times.sentence, [at.strftime("%m-%d %H:%M") for at in times.next]


@pytest.mark.parametrize(
    ("text", "kind", "sentence", "moments"),
    [
        ("PT48H", "duration", "after 48 hours", ["03-04 09:00"]),
        ('"P2D"', "duration", "after 2 days", ["03-04 09:00"]),
        ("P1DT30M", "duration", "after 1 day and 30 minutes", ["03-03 09:30"]),
        ("timedelta(hours=3)", "duration", "on 2 March 2026 at 12:00 UTC", ["03-02 12:00"]),
        ("2026-04-01T08:00:00+00:00", "date", "on 1 April 2026 at 08:00 UTC", ["04-01 08:00"]),
        ("due_at", "date", "on the date in due_at", []),
        ("R/PT1H", "cycle", "every hour", ["03-02 10:00", "03-02 11:00", "03-02 12:00"]),
        ("R2/P1D", "cycle", "2 times, every day", ["03-03 09:00", "03-04 09:00"]),
        ("R1/P3D", "cycle", "once, after 3 days", ["03-05 09:00"]),
        ("0 9 * * MON", "cycle", "every Monday at 09:00", ["03-09 09:00", "03-16 09:00", "03-23 09:00"]),
        (
            "0 9 * * MON-FRI",
            "cycle",
            "every working day (Monday to Friday) at 09:00",
            ["03-03 09:00", "03-04 09:00", "03-05 09:00"],
        ),
        ("30 7 1,15 * *", "cycle", "on the 1st and 15th of every month at 07:30", ["03-15 07:30", "04-01 07:30", "04-15 07:30"]),
        ("*/5 * * * *", "cycle", "at the times of the cron */5 * * * *", ["03-02 09:05", "03-02 09:10", "03-02 09:15"]),
    ],
)
def test_a_timer_is_said_in_words_with_its_next_moments(text, kind, sentence, moments):
    assert told(text, kind) == (sentence, moments)


def test_the_zone_of_the_process_moves_the_moments():
    assert told("0 9 * * *", "cycle", "Europe/Berlin") == ("every day at 09:00", ["03-03 08:00", "03-04 08:00", "03-05 08:00"])


@pytest.mark.parametrize(
    ("text", "kind", "zone"),
    [("", "duration", ""), ("P2X", "duration", ""), ("soon(", "duration", ""), ("R/PT0S", "cycle", ""), ("61 9 * * *", "cycle", ""),
     ("30 2 30 2 *", "cycle", ""), ("PT1H", "someday", ""), ("PT1H", "duration", "Mars/Base"), ("P999999999Y", "duration", "")],
)  # fmt: skip
def test_what_no_timer_understands_is_refused_with_a_sentence(text, kind, zone):
    with pytest.raises(InvalidInput, match=r"^[A-Z“'6].{8,}"):
        told(text, kind, zone)


def test_nothing_is_offered_that_the_check_refuses():
    offers = AIDS.offers()
    assert {"complexGateway", "adHocSubProcess", "dataStoreReference"} <= set(offers.refused)
    assert "compensate" not in {kind for kinds in offers.events.values() for kind in kinds}
    assert "error" not in offers.events["startEvent"]
    assert "error" in offers.events["eventSubProcess"]


def test_working_time_is_said_and_counted_by_the_calendar():
    files = {"o.calendar.toml": b'[hours]\nmonday = ["09:00-17:00"]'}
    times = AIDS.timer(TimerText("PT10H", "duration", "", "o.calendar.toml", files), NOW)
    assert (times.sentence, times.next[0].strftime("%m-%d %H:%M")) == ("after 10 hours of working time", "03-09 11:00")
    with pytest.raises(InvalidInput, match="not among the files"):
        AIDS.timer(TimerText("PT10H", "duration", "", "away.calendar.toml", files), NOW)
