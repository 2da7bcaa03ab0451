"""The words of letters: changed, tried, refused, and set back; letters that could not be sent."""

import pytest

from baton.dispatch.inline import InlineDispatcher
from baton.domain.actors import PLATFORM
from baton.domain.engine import Start
from baton.domain.jobs import LETTER, Job
from baton.domain.working.letters import Letter
from baton.domain.working.telling import TASK_ASSIGNED, Event
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.store import SqlStore
from baton.usecases import due, instances
from baton.usecases.act import run
from baton.usecases.telling.events import tell
from fakes.postbox import mail_server
from web.conftest import plain

HERE = "/wording/task-assigned/en"
GOOD = {"subject": "Yours: {{task}}", "text": "Dear {{person}},\n{{link}}\n", "html": "<p>Dear {{person}}</p>"}


@pytest.fixture
def post():
    with mail_server() as box:
        yield box


@pytest.fixture
def platform(clock, post):
    settings = Settings(
        secret_key="k" * 32, undo_seconds="0", smtp_url=f"smtp://127.0.0.1:{post.port}", base_url="https://baton.example",
        mail_from="Baton <baton@baton.example>",
    )  # fmt: skip
    store = SqlStore("sqlite://")
    yield build(settings, Parts(InlineDispatcher(), clock, store))
    store.close()


def test_every_letter_has_a_page_in_every_language(browser, platform):
    admin = browser("admin")
    listed = admin.get("/wording").text
    for name in platform.stationery.names():
        for language in platform.stationery.languages():
            assert f"/wording/{name}/{language}" in listed
            page = admin.get(f"/wording/{name}/{language}")
            assert page.status_code == 200
            assert "Preview with sample values" in page.text


def test_only_administrators_see_and_change_them(browser):
    for who in ("buyer", "operator", "designer"):
        assert browser(who).get(HERE).status_code == 403
        assert browser(who).post(HERE, GOOD).status_code == 403


def test_other_words_are_used_by_the_next_letter_and_the_shipped_ones_again_after_a_reset(browser, platform, post, start_for):
    admin = browser("admin")
    assert admin.post(HERE, {**GOOD, "what": "save"}).status_code == 303
    start_for("buyer")
    assert post.mails[-1]["Subject"] == "Yours: Check order"
    assert "Dear Buyer" in post.mails[-1].get_body(("html",)).get_content()
    admin.post(HERE, {**GOOD, "what": "reset"})
    start_for("buyer")
    assert post.mails[-1]["Subject"] == "Check order"
    page = plain(admin.get(HERE).text)
    assert "Versions 2" in page


def test_what_a_letter_does_not_know_is_refused_with_a_sentence_and_kept_on_the_page(browser, platform):
    for part, text in (
        ("subject", "{{who}}"),
        ("text", "{{#person}}open"),
        ("html", "{{> other}}"),
        ("html", "{{{person}}}"),
        ("text", " "),
    ):
        answer = browser("admin").post(HERE, {**GOOD, part: text})
        assert answer.status_code == 422, (part, text)
        assert f'href="#{part}"' in answer.text
        assert 'role="alert"' in answer.text
    assert "There is no value “who”" in browser("admin").post(HERE, {**GOOD, "subject": "{{who}}"}).text
    with platform.store.read() as uow:
        assert uow.wording("task-assigned", "en") is None


def test_a_preview_keeps_nothing_and_runs_nothing(browser, platform):
    admin = browser("admin")
    page = admin.post(HERE, {**GOOD, "what": "preview"})
    assert "Yours: Check the order" in page.text
    shown = admin.post(f"{HERE}/preview", {**GOOD, "html": "<p>{{person}}</p><script>alert(1)</script>"})
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    with platform.store.read() as uow:
        assert uow.wording("task-assigned", "en") is None


def test_a_test_letter_goes_to_whoever_asks_with_the_words_of_the_page(browser, post):
    assert browser("admin").post(HERE, {**GOOD, "what": "test"}).status_code == 200
    (mail,) = post.mails
    assert (mail["To"], mail["Subject"]) == ("admin@example.com", "Yours: Check the order")


def test_a_dead_letter_is_listed_with_its_reason_and_sent_again(browser, platform, post):
    post.answers = ["550 no such mailbox"]
    letter = Letter("gone@example.com", "task-assigned", {"task": "Check", "path": "/tasks"})
    with platform.store.write() as uow:
        now = platform.clock.now()
        uow.add_jobs([Job("letter-1", LETTER, now, now, operation="task-assigned", parameters=letter.recorded())])
        uow.commit()
    due.drain(platform)
    page = browser("operator").get("/health").text
    assert "gone@example.com" in page
    assert "550 no such mailbox" in page
    assert browser("buyer").post("/health/letters/letter-1/again").status_code == 403
    browser("operator").post("/health/letters/letter-1/again")
    assert [mail["To"] for mail in post.mails] == ["gone@example.com"]
    assert "gone@example.com" not in browser("operator").get("/health").text
    assert browser("operator").post("/health/letters/letter-1/again").status_code == 409


@pytest.fixture
def start_for(platform, order):
    """Somebody is told of a task, as if it were theirs."""

    def told(person):
        begun = instances.start_instance(platform, PLATFORM, "order", Start({"item": "Laptop"}))
        with platform.store.read() as uow:
            (task,) = uow.open_tasks(begun.id)
        run(platform, lambda act: tell(platform, act, Event(TASK_ASSIGNED, (person,), task_id=task.id)))

    return told
