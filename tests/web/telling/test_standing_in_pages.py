"""Standing in and reminding, as pages show them."""

import pytest

from baton.domain.policy import can
from baton.usecases import tasks
from web.conftest import plain


@pytest.fixture
def away(browser, platform):
    """The stranger stands in for the buyer, groups included."""
    given = {"from": "2026-03-01", "until": "2026-03-13", "substitute": "stranger", "groups": "1"}
    assert browser("buyer").post("/preferences/absences", given).status_code == 303


def test_who_stands_in_works_in_both_names(browser, platform, started, away):
    buyer, stranger = browser("buyer"), browser("stranger")
    buyer.post(f"{started}/claim")
    page = stranger.get(started)
    assert page.status_code == 200
    assert "absent, you stand in" in page.text
    assert "absent, Stranger stands in" in browser("second").get(started).text
    answer = stranger.post(started, {"f.note": "fine with me"})
    assert answer.status_code == 303, plain(answer.text)
    instance = instance_of(platform, started)
    assert "Stranger for Buyer" in browser("operator").get(f"/instances/{instance}").text


def test_a_task_taken_over_says_for_whom(browser, platform, started, away):
    browser("buyer").post(f"{started}/claim")
    browser("stranger").post(f"{started}/claim")
    page = browser("stranger").get(started).text
    assert "for Buyer" in page
    assert "Stranger for Buyer" in page


def test_whoever_started_it_sees_a_button_that_reminds_once_an_hour(browser, platform, started):
    tasks.claim(platform, second_of(platform), started.rpartition("/")[2])
    buyer = browser("buyer")
    page = buyer.get(started).text
    assert f'action="{started}/nudge"' in page
    assert buyer.post(f"{started}/nudge", {"back": started}).headers["Location"] == started
    page = buyer.get(started).text
    assert "They are reminded." in page
    assert "reminded once" in page
    assert "disabled" in page[page.index(f'action="{started}/nudge"') :].partition("</form>")[0]
    buyer.post(f"{started}/nudge")
    assert "less than an hour ago" in plain(buyer.get(started).text)
    assert "Buyer reminds you: Check order" in browser("second").get("/notices").text
    assert f'action="{started}/nudge"' not in browser("second").get(started).text


def test_a_request_page_offers_the_reminder_too(browser, platform, started):
    instance = instance_of(platform, started)
    assert f'action="{started}/nudge"' in browser("buyer").get(f"/instances/{instance}").text
    assert browser("stranger").post(f"{started}/nudge").status_code == 404


def instance_of(platform, started):
    with platform.store.read() as uow:
        return uow.task(started.rpartition("/")[2]).instance_id


def second_of(platform):
    with platform.store.read() as uow:
        actor = uow.person("second").actor()
    assert not can(actor, "instance.operate")
    return actor
