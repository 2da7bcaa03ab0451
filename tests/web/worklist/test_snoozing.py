"""Putting one task aside: the dialog, the moments it offers, and the way back."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from baton.domain.engine import Start
from baton.usecases import deploy, instances
from unit.calendars.test_deadlines import model
from web.conftest import PARTIAL, plain

OFFICE = b'name = "Office"\n[hours]\nmonday = ["08:30-17:00"]\ntuesday = ["08:30-17:00"]\n'
TUESDAY = datetime(2026, 3, 3, 10, tzinfo=UTC)


def _id(started):
    return started.rsplit("/", 1)[1]


@pytest.fixture
def tuesday(clock):
    clock.move_to(TUESDAY)
    return clock


def test_the_page_and_the_dialog_offer_moments_of_the_readers_day(browser, tuesday, started):
    page = browser("second").get(f"{started}/snooze")
    words = plain(page.text)
    assert page.text.startswith("<!doctype")
    assert "This afternoon Tue 14:00" in words
    assert "Tomorrow morning Wed 09:00" in words
    assert "Next Monday Mon 09:00" in words
    fragment = browser("second").get(f"{started}/snooze", headers=PARTIAL).text
    assert "<!doctype" not in fragment
    assert "data-snooze-task" in fragment


def test_in_the_afternoon_no_moment_is_offered_that_is_over(browser, tuesday, started):
    tuesday.move_to(TUESDAY + timedelta(hours=5))
    words = plain(browser("second").get(f"{started}/snooze").text)
    assert "This afternoon" not in words
    assert "In three hours Tue 18:00" in words


def test_moments_fit_the_working_hours_by_which_the_deadline_counts(browser, platform, admin, tuesday):
    deploy.deploy(platform, admin, {"p.bpmn": model(), "office.calendar.toml": OFFICE})
    started = instances.start_instance(platform, admin, "p", Start())
    (task,) = platform.queries.waiting(started.id).tasks
    words = plain(browser("admin").get(f"/tasks/{task.id}/snooze").text)
    assert "Next working day Mon 08:30" in words
    assert "Wed 09:00" not in words
    assert "Next Monday" not in words


def test_a_task_put_aside_without_scripts_is_gone_until_its_moment(browser, tuesday, started):
    second = browser("second")
    answer = second.post(f"{started}/snooze", {"when": "afternoon", "back": "/tasks?view=team"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tasks?view=team")
    page = second.get("/tasks?view=team").text
    assert f"task-{_id(started)}" not in page
    assert "comes back: Tue 14:00" in plain(page)
    assert f"{started}/wake" in page
    tuesday.move_to(TUESDAY.replace(hour=13, minute=59, second=59))
    assert f"task-{_id(started)}" not in second.get("/tasks?view=team").text
    tuesday.move_to(TUESDAY.replace(hour=14))
    assert f"task-{_id(started)}" in second.get("/tasks?view=team").text
    assert "You put this task aside" not in plain(second.get(started).text)


def test_the_row_of_a_snoozed_task_says_when_it_comes_back(browser, tuesday, started):
    browser("second").post(f"{started}/snooze", {"when": "tomorrow"})
    assert "Wed 09:00" in plain(browser("second").get("/tasks?view=snoozed").text)
    words = plain(browser("second").get(started).text)
    assert "You put this task aside. It comes back: Wed 09:00." in words
    assert "You put this task aside" not in plain(browser("buyer").get(started).text)


def test_it_is_brought_back_at_once(browser, tuesday, started):
    second = browser("second")
    second.post(f"{started}/snooze", {"when": "tomorrow"})
    assert second.post(f"{started}/wake").headers["Location"] == started
    assert started in second.get("/tasks?view=team").text


def test_a_list_gets_the_note_for_its_row(browser, tuesday, started):
    answer = browser("second").post(f"{started}/snooze", {"when": "monday", "back": "/tasks?view=team"}, headers=PARTIAL)
    assert answer.status_code == 200
    assert "comes back: Mon 09:00" in plain(answer.text)
    assert 'value="/tasks?view=team"' in unquote(answer.text)


def test_a_moment_of_ones_own_is_in_ones_own_zone_and_has_to_come(browser, tuesday, started, platform):
    second = browser("second")
    answer = second.post(f"{started}/snooze", {"when": "until", "until": "2026-03-01T09:00"})
    assert answer.status_code == 422
    assert "Choose a moment to come" in plain(answer.text)
    assert 'value="2026-03-01T09:00"' in answer.text
    assert "Choose until when" in plain(second.post(f"{started}/snooze", {"when": "until"}, headers=PARTIAL).text)
    second.post("/preferences", {"time_zone": "Europe/Berlin"})
    assert second.post(f"{started}/snooze", {"when": "until", "until": "2026-03-05T09:00"}).status_code == 303
    with platform.store.read() as uow:
        (kept,) = uow.snoozes("second")
    assert kept.until == datetime(2026, 3, 5, 8, tzinfo=UTC)


def test_a_stranger_finds_nothing_to_put_aside(browser, tuesday, started):
    for answer in (
        browser("stranger").get(f"{started}/snooze"),
        browser("stranger").post(f"{started}/snooze", {"when": "tomorrow"}),
        browser("stranger").post(f"{started}/wake"),
    ):
        assert answer.status_code == 404
