"""Preferences: saved without scripts, refused in words, and followed from the next page on."""

import pytest

from baton.domain.actors import Telling


def person(platform, id):
    with platform.store.read() as uow:
        return uow.person(id)


def test_language_zone_and_numbers_are_kept_and_followed(browser, platform):
    buyer = browser("buyer")
    answer = buyer.post("/preferences", {"language": "de", "time_zone": "Europe/Berlin", "numbers": "de-CH"})
    assert answer.status_code == 303
    wanted = person(platform, "buyer").preferences
    assert (wanted.language, wanted.time_zone, wanted.numbers) == ("de", "Europe/Berlin", "de-CH")
    assert '<html lang="de"' in buyer.get("/preferences").text


def test_a_zone_that_does_not_exist_is_refused_with_what_was_typed(browser, platform):
    answer = browser("buyer").post("/preferences", {"time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "Mars/Olympus" in answer.text
    assert "is no time zone" in answer.text
    assert person(platform, "buyer").preferences.time_zone == ""


def test_only_what_differs_from_what_everybody_has_is_kept(browser, platform):
    given = {f"inside.{kind}": "1" for kind in ("task-assigned", "task-escalated", "reminder", "nudge", "mention", "question")}
    given |= {"inside.answer": "1", "inside.approval-voided": "1", "inside.completion-failed": "1", "urgent_anyway": "1"}
    given |= {"mail.task-assigned": "digest", "mail.reminder": "at-once", "digest_hour": "17", "digest": "weekly"}
    given |= {"quiet": "1", "quiet_from": "21", "quiet_until": "6", "quiet_weekends": "1"}
    browser("buyer").post("/preferences/telling", given)
    assert person(platform, "buyer").preferences.telling == Telling(
        (("task-assigned", "digest"),), frozenset({"absence-started"}), 17, True, (21, 6), True, True
    )
    page = browser("buyer").get("/preferences").text
    assert '<option value="17" selected>17:00</option>' in page
    assert 'name="mail.task-assigned" value="digest" checked' in page


@pytest.mark.parametrize("given", [{"digest_hour": "25"}, {"digest_hour": "x"}, {"quiet": "1", "quiet_from": "-1"}])
def test_an_hour_that_does_not_exist_changes_nothing(browser, platform, given):
    assert browser("buyer").post("/preferences/telling", given).status_code == 422
    assert person(platform, "buyer").preferences.telling == Telling()


def test_an_absence_is_in_whole_days_of_the_persons_zone(browser, platform):
    buyer = browser("buyer")
    buyer.post("/preferences", {"time_zone": "America/New_York"})
    answer = buyer.post(
        "/preferences/absences", {"from": "2026-03-09", "until": "2026-03-13", "substitute": "second", "groups": "1"}
    )
    assert answer.status_code == 303
    with platform.store.read() as uow:
        (absence,) = uow.absences(platform.clock.now(), "buyer")
    assert absence.start.isoformat() == "2026-03-09T04:00:00+00:00"
    assert absence.end.isoformat() == "2026-03-14T04:00:00+00:00"
    page = buyer.get("/preferences").text
    assert "2026-03-13" in page
    assert "Second" in page
    assert "You stand in for Buyer" in browser("second").get("/preferences").text
    buyer.post(f"/preferences/absences/{absence.id}/end")
    with platform.store.read() as uow:
        assert uow.absences(platform.clock.now(), "buyer") == []


def test_an_absence_that_cannot_be_is_shown_again_with_everything_typed(browser):
    given = {"from": "2026-03-13", "until": "2026-03-09", "substitute": "buyer", "note": "Peru"}
    answer = browser("buyer").post("/preferences/absences", given)
    assert answer.status_code == 422
    assert "Say when the absence ends" in answer.text
    assert "Nobody can stand in for themself" in answer.text
    assert 'value="Peru"' in answer.text


def test_nobody_sends_others_away_but_administrators(browser, platform):
    given = {"from": "2026-03-09", "until": "2026-03-13", "substitute": "second", "person": "buyer"}
    assert browser("stranger").post("/preferences/absences", given).status_code == 403
    assert browser("admin").post("/preferences/absences", given).status_code == 303


def test_asking_who_somebody_is_costs_the_same_with_and_without_somebody_to_stand_in_for(browser, platform):
    def cost():
        session = browser("second")
        with platform.store.counted() as found:
            session.get("/notices")
        return found.statements

    before = cost()
    browser("buyer").post("/preferences/absences", {"from": "2026-03-01", "until": "2026-03-13", "substitute": "second"})
    with platform.store.read() as uow:
        assert uow.person("second").covers
    assert cost() == before
