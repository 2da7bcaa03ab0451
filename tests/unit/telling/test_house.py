"""Who writes: letters speak the language of the house where nobody chose one, and people outside know it by its name and picture."""

from dataclasses import replace

import pytest

from baton.domain.ports.working.post import House
from baton.domain.working.letters import Letter
from baton.domain.working.links import Invitation
from baton.main.house import house_of
from baton.main.settings import Settings
from baton.usecases.act import run
from baton.usecases.links.making import invite
from baton.usecases.telling.delivery import mail_of
from baton.usecases.telling.expanding import language_of

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def body(mail, kind):
    return mail.get_body((kind,)).get_content()


def test_who_chose_no_language_is_written_to_in_that_of_the_house(platform, prefer):
    german = replace(platform, house=House("de"))
    prefer("bo", language="en")
    with platform.store.read() as uow:
        assert [language_of(german, uow.person(id)) for id in ("ana", "bo")] == ["de", "en"]
        assert language_of(platform, uow.person("ana")) == "en"


@pytest.mark.parametrize(("asked", "spoken"), [("", "de"), ("en", "en")])
def test_somebody_outside_is_written_to_in_the_language_of_their_link(platform, post, start, asked, spoken):
    german, task = replace(platform, house=House("de")), start(who="ana")
    link = run(german, lambda act: invite(german, act, task, (Invitation("vera@vendor.example", language=asked), "ana")))
    assert link.language == spoken
    mail = next(mail for mail in post.mails if mail["To"] == "vera@vendor.example")
    assert f'<html lang="{spoken}">' in body(mail, "html")


def test_a_letter_to_somebody_outside_carries_the_name_and_the_picture_of_the_house(platform, post, tmp_path):
    (tmp_path / "logo.png").write_bytes(PICTURE)
    settings = Settings(brand_name="Acme <Tools> & Söhne", brand_logo=str(tmp_path / "logo.png"))
    acme = replace(platform, house=house_of(settings))
    letter = Letter("vera@vendor.example", "signed-copy", {"name": "Vera", "task": "Contract", "path": "/verify"})
    acme.mailer.send(mail_of(acme, letter, "letter-1"))
    (mail,) = post.mails
    assert "Acme <Tools> & Söhne" in body(mail, "plain")
    html = mail.get_body(("html",)).get_content()
    assert "Acme &lt;Tools&gt; &amp; Söhne" in html
    assert "cid:logo" in html
    (picture,) = [part for part in mail.walk() if part["Content-ID"] == "<logo>"]
    assert picture.get_content() == PICTURE
    assert picture.get_content_disposition() == "inline"
    assert "Baton" not in body(mail, "plain")


def test_people_inside_are_written_to_by_baton(platform, post):
    acme = replace(platform, house=House(name="Acme"))
    acme.mailer.send(mail_of(acme, Letter("ana@example.com", "nudge", {"task": "Check", "person": "Ana"}), "letter-1"))
    assert "Acme" not in body(post.mails[0], "plain") + body(post.mails[0], "html")


@pytest.mark.parametrize("content", [b"<svg/>", PICTURE + bytes(200_000), None])
def test_a_picture_that_mail_programs_cannot_show_is_left_out(tmp_path, content):
    file = tmp_path / "logo"
    if content is not None:
        file.write_bytes(content)
    assert house_of(Settings(brand_name="Acme", brand_logo=str(file))) == House("en", "Acme", None)


def test_a_language_that_no_letter_is_written_in_is_refused_at_the_start():
    with pytest.raises(SystemExit, match="BATON_LANGUAGE=fr is unknown; choose one of en, de"):
        house_of(Settings(language="fr"))
