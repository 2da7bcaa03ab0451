"""Letters under bad circumstances: hostile names, people who left, refused receivers; and no secret where it does not belong."""

import logging
import re
from datetime import timedelta
from html import unescape

import pytest

from baton.domain.actors import PLATFORM, Telling
from baton.domain.jobs import LETTER
from baton.domain.working.letters import Letter
from baton.domain.working.links import Invitation
from baton.domain.working.telling import QUESTION, Event
from baton.notifications.stationery import Letters
from baton.usecases import due, people
from baton.usecases.act import run
from baton.usecases.links.making import address, invite
from baton.usecases.telling.events import tell
from baton.usecases.telling.letters import post as owe

WORDS = Letters()
HOSTILE = [
    "Order\r\nBcc: all@example.com",
    "Order\n\n<script>alert(1)</script>",
    "=?utf-8?q?Bcc=3A?= 100% {{link}} {{{person}}}",
    "a\x00b\x1b[31m\x7f",
    "Gruß 👩‍👩‍👧 مرحبا שלום " + "ß" * 3_000,
    "safe \u202egpj.exe",
    "A" * 5_000,
]


@pytest.mark.parametrize("name", WORDS.names())
@pytest.mark.parametrize("language", WORDS.languages())
def test_the_text_and_the_html_of_a_letter_say_the_same(name, language):
    filled = WORDS.fill(WORDS.shipped(name, language), language, WORDS.sample(name, language))
    html = re.sub(r'<a href="([^"]*)"[^>]*>', r" \1 ", re.sub(r"<head>.*?</head>", "", filled.html, flags=re.DOTALL))
    shown = unescape(re.sub(r"<[^>]+>", " ", html))
    words = lambda text: set(re.findall(r"https?://[^\s<>]+|\w+", text))  # noqa: E731
    assert words(filled.text) ^ words(shown) == set()


@pytest.mark.parametrize("title", HOSTILE)
def test_whatever_a_task_is_called_one_mail_arrives_with_no_other_headers(platform, post, start, title):
    task = start(who="ana")
    post.mails.clear()
    values = {"text": title, "title": title, "task": title, "by": title}
    run(platform, lambda act: tell(platform, act, Event(QUESTION, ("ana",), task_id=task.id, values=values)))
    (mail,) = post.mails
    assert post.receivers[-1] == ["ana@example.com"]
    assert mail["Bcc"] is None
    assert len(mail["Subject"]) <= 250
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", mail["Subject"])
    assert "<script>" not in mail.get_body(("html",)).get_content()
    assert "{{link}}" in mail.get_body(("plain",)).get_content() or "{{" not in title


def test_who_left_before_a_held_letter_goes_out_gets_none(platform, post, start, prefer, clock, at):
    prefer("ana", telling=Telling(quiet=(8, 12)))
    prefer("bo", telling=Telling(quiet=(8, 12)))
    start(who="ana")
    start(who="bo")
    people.disable_person(platform, PLATFORM, "ana")
    at(clock.now().replace(hour=13))
    assert [mail["To"] for mail in post.mails] == ["bo@example.com"]


def test_who_left_gets_no_digest(platform, post, start, clock, at):
    start(group="clerks")
    people.disable_person(platform, PLATFORM, "ana")
    at(clock.now() + timedelta(days=1))
    assert [mail["To"] for mail in post.mails] == ["bo@example.com"]
    assert post.mails[0]["List-Unsubscribe"] == "<https://baton.example/preferences>"
    assert post.mails[0]["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("answers", [[], ["451 later"], ["550 no such user"]])
def test_the_secret_of_a_link_stands_in_its_letter_and_nowhere_else(platform, post, start, caplog, clock, answers):
    task = start(who="ana")
    post.mails.clear()
    post.answers = list(answers)
    with caplog.at_level(logging.DEBUG):
        link = run(platform, lambda act: invite(platform, act, task, (Invitation("vera@vendor.example"), "ana")))
        due.drain(platform)
        clock.move_to(clock.now() + timedelta(minutes=10))
        due.drain(platform)
    secret = address(platform, link).rpartition("/")[2]
    assert len(secret) > 20
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail")]  # the test's own mail server
    assert not any(secret in line for line in ours)
    if answers != ["550 no such user"]:
        assert secret in post.mails[-1].get_body(("plain",)).get_content()
    with platform.store.read() as uow:
        written = [str(vars(uow.job(id))) for id in uow.due_jobs(clock.now() + timedelta(days=30), 100)]
    assert not any(secret in row for row in written)


def test_a_refused_receiver_keeps_no_other_letter_back(platform, post, start):
    post.answers = ["550 no such user"]
    start(who="ana")
    start(who="bo")
    assert [mail["To"] for mail in post.mails] == ["bo@example.com"]


def test_a_letter_to_nobody_is_given_up_and_says_so(platform, post):
    run(platform, lambda act: owe(platform, act, Letter("not an address", "nudge", {"person": "x"})))
    assert post.mails == []
    (dead,) = platform.queries.dead_jobs(LETTER)
    assert "not a mail address" in dead.error
