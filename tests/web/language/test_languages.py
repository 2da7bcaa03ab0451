"""Pages speak the language of whoever reads them: their choice, else what their browser asks for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from baton.domain.actors import Preferences
from baton.domain.errors import Conflict, said
from baton.web import words
from baton.web.language.catalog import in_language

NOW = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


def prefer(platform, person, **wanted):
    with platform.store.write() as uow:
        uow.save_person(replace(uow.person(person), preferences=Preferences(**wanted)))
        uow.commit()


def test_a_browser_that_asks_for_german_gets_german(browser):
    page = browser().get("/login", headers={"Accept-Language": "de-CH, en;q=0.5"})
    assert '<html lang="de"' in page.text
    assert "Anmelden" in page.text


def test_the_persons_choice_counts_more_than_their_browser(browser, platform):
    prefer(platform, "buyer", language="de")
    german = browser("buyer").get("/tasks", headers={"Accept-Language": "en"}).text
    assert "Meine Aufgaben" in german
    assert "Meine Aufgaben" not in browser("second").get("/tasks", headers={"Accept-Language": "en"}).text


def test_a_refusal_is_said_in_the_language_of_the_page(browser, platform):
    prefer(platform, "buyer", language="de")
    page = browser("buyer").get("/tasks/nowhere")
    assert page.status_code == 404
    assert "Unter diesem Namen gibt es nichts" in page.text


def test_programs_are_answered_in_english(browser, platform):
    prefer(platform, "buyer", language="de")
    answer = browser("buyer").get("/api/v1/tasks/nowhere").json
    assert answer["title"] == "There is nothing by that name that you may see."


@pytest.mark.parametrize(
    ("wanted", "moment", "number"),
    [
        ({"language": "en"}, "2026-07-01 22:30 UTC", "1,234.50"),
        ({"language": "de", "time_zone": "Europe/Berlin"}, "02.07.2026 00:30 CEST", "1.234,50"),
        ({"language": "en", "time_zone": "America/New_York", "numbers": "de_CH"}, "2026-07-01 18:30 EDT", "1’234.50"),
    ],
)
def test_moments_and_numbers_are_written_as_the_person_wants(app, browser, platform, wanted, moment, number):
    prefer(platform, "buyer", **wanted)
    cookies = browser("buyer").client._cookies
    with app.test_request_context(headers={"Cookie": "; ".join(f"{one.key}={one.value}" for one in cookies.values())}):
        assert words.spoken(NOW) == moment
        assert words.value_text(1234.5) == number


def test_a_sentence_remembers_what_it_was_made_of(app):
    refusal = Conflict(
        said("“{name}” is being completed by {by}. Try again in a few seconds; only they can undo it.", name="{by}", by="<Ana>")
    )
    assert str(refusal).startswith("“{by}” is being completed by <Ana>. ")
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert in_language(str(refusal)).startswith("„{by}“ wird gerade von <Ana> abgeschlossen. ")
