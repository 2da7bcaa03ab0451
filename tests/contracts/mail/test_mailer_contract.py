"""Every mailer says in the same way what it can and cannot do; the SMTP one is tried against a server on a real socket."""

import socket
import threading

import pytest

from baton.domain.errors import ConnectorError
from baton.domain.ports.working.post import Enclosure, Mail
from baton.notifications.silent import SilentMailer
from baton.notifications.smtp import Server, SmtpMailer
from fakes.postbox import mail_server

MAIL = Mail(
    "ana@example.com", "Fällig: Prüfung", "Guten Tag Ana,\n\nbitte prüfen.\n", "<p>Guten Tag <b>Ana</b></p>", "0190-abc",
    unsubscribe="https://baton.example/preferences",
)  # fmt: skip


def mailer(box, **options):
    return SmtpMailer(Server("127.0.0.1", box.port, **options), "Baton <baton@example.com>", timeout=5)


def test_a_mail_arrives_as_text_and_html_with_its_headers():
    with mail_server() as box:
        mailer(box).send(MAIL)
    (mail,), (receivers,) = box.mails, box.receivers
    assert receivers == ["ana@example.com"]
    assert (mail["Subject"], mail["To"], mail["From"]) == ("Fällig: Prüfung", "ana@example.com", "Baton <baton@example.com>")
    assert mail["Message-ID"] == "<0190-abc@example.com>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://baton.example/preferences>"
    assert mail.get_body(("plain",)).get_content().splitlines()[2] == "bitte prüfen."
    assert "<b>Ana</b>" in mail.get_body(("html",)).get_content()


def test_a_long_subject_arrives_as_it_was_written():
    subject = "Olga Demo reminds you: Investigate dispute: price mismatch · 1,890.00 EUR, which is rather long – und für später"
    with mail_server() as box:
        mailer(box).send(Mail("a@b.example", subject, "t", "<p>h</p>", "k"))
        mailer(box).send(Mail("a@b.example", "ü" * 5_000, "t" * 5_000, "<p>h</p>", "k"))
    assert box.mails[0]["Subject"] == subject
    assert len(box.mails[1]["Subject"]) == 250


def test_files_go_with_the_mail():
    with mail_server() as box:
        mailer(box).send(
            Mail("a@b.example", "s", "t", "<p>h</p>", "k", (Enclosure("Vertrag ü.pdf", "application/pdf", b"%PDF-1"),))
        )
    (file,) = box.mails[0].iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == ("Vertrag ü.pdf", "application/pdf", b"%PDF-1")


@pytest.mark.parametrize("subject", ["Hello\r\nBcc: all@example.com", "Hello\nX: y", "Hello\r\n\r\nBody"])
def test_a_subject_cannot_bring_a_header(subject):
    with mail_server() as box:
        mailer(box).send(Mail("a@b.example", subject, "t", "<p>h</p>", "k"))
    assert box.mails[0]["Bcc"] is None
    assert box.mails[0]["X"] is None
    assert box.mails[0]["Subject"] == " ".join(subject.split())


@pytest.mark.parametrize(
    "to", ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "", "nobody", "A <a@b.example>", "a b@c.example"]
)
def test_an_address_that_is_not_one_address_is_refused_for_good(to):
    with mail_server() as box, pytest.raises(ConnectorError) as refusal:
        mailer(box).send(Mail(to, "s", "t", "<p>h</p>", "k"))
    assert not refusal.value.retryable
    assert box.mails == []


def test_a_key_that_is_no_plain_name_still_makes_one_message_id():
    with mail_server() as box:
        for _ in range(2):
            mailer(box).send(Mail("a@b.example", "s", "t", "<p>h</p>", "key> with\r\nsigns"))
    first, second = (mail["Message-ID"] for mail in box.mails)
    assert first == second
    assert first.endswith("@example.com>")


@pytest.mark.parametrize(("answer", "retryable"), [("550 no such user", False), ("450 mailbox busy", True), ("452 full", True)])
def test_what_the_server_refuses_for_good_is_not_tried_again(answer, retryable):
    with mail_server() as box:
        box.answers = [answer]
        with pytest.raises(ConnectorError, match=answer[4:]) as refusal:
            mailer(box).send(MAIL)
    assert refusal.value.retryable is retryable


def test_a_server_that_cannot_be_reached_is_tried_again():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(ConnectorError, match="cannot be reached") as refusal:
        SmtpMailer(Server("127.0.0.1", port), "b@example.com", timeout=2).send(MAIL)
    assert refusal.value.retryable


def test_a_server_that_says_nothing_is_given_up_in_time():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(ConnectorError) as refusal:
            SmtpMailer(Server("127.0.0.1", silent.getsockname()[1]), "b@example.com", timeout=0.3).send(MAIL)
    assert refusal.value.retryable


def test_a_server_that_hangs_up_is_tried_again():
    with socket.socket() as rude:
        rude.bind(("127.0.0.1", 0))
        rude.listen()

        def hang_up():
            rude.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(ConnectorError) as refusal:
            SmtpMailer(Server("127.0.0.1", rude.getsockname()[1]), "b@example.com", timeout=2).send(MAIL)
        thread.join(5)
    assert refusal.value.retryable


def test_name_and_password_are_handed_over():
    with mail_server(auth_required=True, auth_require_tls=False) as box:
        mailer(box, user="baton", password="s:cret/1").send(MAIL)
        with pytest.raises(ConnectorError) as refusal:
            mailer(box, user="baton", password="wrong").send(MAIL)
    assert len(box.mails) == 1
    assert refusal.value.retryable, "the mail goes out once the password is put right"


def test_starttls_is_never_left_out_where_it_is_asked_for():
    with mail_server() as box, pytest.raises(ConnectorError) as refusal:
        mailer(box, starttls=True).send(MAIL)
    assert not refusal.value.retryable
    assert box.mails == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 25)),
        ("smtp://u%40x:p%3Aw@mail.example:2525", Server("mail.example", 2525, "u@x", "p:w")),
        ("smtp://mail.example?starttls", Server("mail.example", 587, starttls=True)),
        ("smtps://u:p@mail.example", Server("mail.example", 465, "u", "p", tls=True)),
    ],
)
def test_a_server_is_written_as_an_address(url, server):
    assert Server.read(url) == server


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example?tls"])
def test_an_address_that_names_no_server_is_refused(url):
    with pytest.raises(ValueError, match=r"smtp|starttls"):
        Server.read(url)


def test_without_a_server_nothing_is_sent_and_nobody_waits():
    silent = SilentMailer()
    assert not silent.ready
    with pytest.raises(ConnectorError) as refusal:
        silent.send(MAIL)
    assert not refusal.value.retryable


def test_what_no_mail_can_carry_is_left_out_and_the_rest_arrives():
    words = "a\x00b \ud800 \u202egpj.exe\x1b"
    with mail_server() as box:
        mailer(box).send(Mail("a@b.example", words, words, f"<p>{words}</p>", "k"))
    (mail,) = box.mails
    assert mail["Subject"] == "ab ? gpj.exe"
    assert mail.get_body(("plain",)).get_content().strip() == "ab ? \u202egpj.exe"


def test_a_domain_with_letters_of_any_language_is_written_as_servers_know_it():
    with mail_server(enable_SMTPUTF8=False) as box:
        mailer(box).send(Mail("anna@müller.example", "s", "t", "<p>h</p>", "k"))
    assert box.receivers == [["anna@xn--mller-kva.example"]]


def test_a_name_before_the_at_with_such_letters_needs_a_server_that_takes_it():
    mail = Mail("jürgen@müller.example", "s", "t", "<p>h</p>", "k")
    with mail_server(enable_SMTPUTF8=True) as box:
        mailer(box).send(mail)
    assert box.receivers == [["jürgen@xn--mller-kva.example"]]
    with mail_server(enable_SMTPUTF8=False) as box, pytest.raises(ConnectorError, match="jürgen") as refusal:
        mailer(box).send(mail)
    assert not refusal.value.retryable
    assert box.mails == []
