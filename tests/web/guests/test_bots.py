"""Whatever follows, copies, keeps or guesses addresses: programs that look at mails, logs, other sites, and people in a hurry."""

import re

import pytest
from structlog.testing import capture_logs

from baton.domain.working.links import CODE_FAILURES, Purpose
from baton.usecases import due, instances, tasks
from baton.usecases.outside import inviting
from baton.web.wired import KEY

VALUES = {"f.company": "Vendor Ltd"}


def link_of(platform, task):
    with platform.store.read() as uow:
        return uow.links_of_task(task.id)[0]


def letters(box):
    return [mail for mail in box.mails if "/l/" in mail.text]


def try_codes(person, later, most=CODE_FAILURES + 5):
    """Guess until nothing more is taken; what was answered last."""
    token = person.token(person.get("/code").text)
    for n in range(most):
        answer = person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": f"x{n}"})
        if "too many wrong codes" in answer.text:
            break
        if "does not work any more" in answer.text:
            later(minutes=2)
            person.client.post(f"{person.place}/code", data={"csrf_token": token, "again": "1"})
    return answer


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND"])
@pytest.mark.parametrize("more", ["", "/", "/again", "?utm_source=mail", "/x", "%20", ")", "."])
def test_no_method_but_the_buttons_changes_anything_however_the_address_was_cut(
    vendor, address, guest, fingerprint, method, more
):
    vendor()
    path, before = address(), fingerprint()
    answer = guest().client.open(path + more, method=method)
    assert "Set-Cookie" not in answer.headers
    assert fingerprint() == before
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_program_that_presses_with_the_address_of_another_site_is_refused(vendor, address, guest, fingerprint):
    vendor()
    path, before = address(), fingerprint()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-site"}):
        assert guest().client.post(path, headers=headers).status_code == 403
    assert fingerprint() == before


def test_an_address_with_one_sign_changed_is_unknown_and_says_how_to_get_in(vendor, address, guest):
    vendor()
    path = address()
    for wrong in (path[:-1], path + "A", path[:-1] + ("A" if path[-1] != "A" else "B"), path.lower(), path.swapcase()):
        answer = guest().get(wrong)
        assert answer.status_code == 404
        assert "Open it once more from the mail" in answer.text or "no page" in answer.text


def test_whoever_guesses_does_not_lock_out_the_person_beside_them(vendor, address, guest):
    vendor()
    path = address()
    assert [guest().get(f"/l/{'x' * 40}{n}").status_code for n in range(31)][-1] == 429
    person = guest()
    person.open(path)
    assert person.post(**VALUES).status_code == 303


def test_an_old_address_cannot_close_the_newest_one(vendor, address, guest, box, platform, admin, later):
    task = vendor()
    old = address()
    inviting.resend(platform, admin, task.id, link_of(platform, task).id)
    new, person = address(), guest()
    person.open(new)
    later(minutes=2)
    assert "on its way" in guest().client.post(f"{old}/again").text
    assert address() == new
    assert person.post(**VALUES).status_code == 303


def test_nobody_is_flooded_with_letters_by_whoever_holds_an_old_address(vendor, address, guest, box, platform, admin, later):
    task = vendor()
    old = address()
    inviting.resend(platform, admin, task.id, link_of(platform, task).id)
    for _ in range(6):
        later(minutes=2)
        guest().client.post(f"{old}/again")
    due.drain(platform)
    assert len(letters(box)) == 2 + 3


def test_a_link_of_what_was_done_by_others_is_not_needed_any_more_also_when_it_has_expired(
    vendor, address, guest, platform, admin, later
):
    task = vendor()
    path = address()
    tasks.complete(platform, admin, task.id, ({"company": "By phone"}, None))
    later(days=20)
    page = guest().get(path)
    assert (page.status_code, "no longer needed" in page.text, "Send me a new link" in page.text) == (410, True, False)
    assert guest().client.post(f"{path}/again").status_code == 410


def test_a_link_dies_with_its_instance_and_says_nothing_of_why(vendor, address, guest, platform, admin):
    task = vendor()
    person, path = guest(), address()
    person.open(path)
    token = person.token()
    instances.cancel(platform, admin, task.instance_id, "Fraud suspected.")
    assert "no longer needed" in guest().get(path).text
    answer = person.post(csrf_token=token, **VALUES)
    assert (answer.status_code, "Fraud" in answer.text, "Vendor Ltd" in answer.text) == (409, False, True)
    assert "Fraud" not in person.get().text


def test_a_link_to_look_does_no_task(vendor, address, guest, platform):
    task = vendor()
    person = guest()
    person.open(address())
    token = person.token()
    link = link_of(platform, task)
    with platform.store.write() as uow:
        uow.save_link(link.__class__(**{**vars(link), "purpose": Purpose.SEE, "task_id": None, "offer": {"title": "Look"}}))
        uow.commit()
    for path in ("", "/draft", "/attachments", "/ask", "/decline", "/pass", "/about/0"):
        assert person.post(path, csrf_token=token, text="x", recipient="otto@other.example", **VALUES).status_code in (303, 404)
    with platform.store.read() as uow:
        assert uow.task(task.id).ended_at is None
        assert [entry.kind for entry in uow.entries(task.instance_id)] == ["start"]


def test_wrong_codes_close_the_address_and_not_the_person_out(vendor, address, guest, box, platform, later):
    vendor(code=True)
    path, thief = address(), guest()
    thief.open(path)
    assert "Open the link from your mail once more" in try_codes(thief, later).text
    sent = len(box.mails)
    later(minutes=5)
    person = guest()
    page = person.get(path)
    assert (page.status_code, "Too many codes were tried" in page.text) == (410, True)
    assert person.client.post(path).status_code == 410
    assert "on its way" in person.client.post(f"{path}/again").text
    new = address()
    assert new != path
    person.open(new)
    due.drain(platform)
    assert len(box.mails) == sent + 2
    code = box.mails[-1].subject.split()[-1]
    token = person.token(person.get("/code").text)
    assert person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": code}).status_code == 303
    assert thief.get().status_code == 401


def test_codes_cannot_be_sent_for_ever_to_somebody_who_did_not_ask(vendor, address, guest, box, platform, later):
    vendor(code=True)
    path = address()
    thief = guest()
    thief.open(path)
    token = thief.token(thief.get("/code").text)
    for _ in range(CODE_FAILURES + 10):
        later(minutes=2)
        thief.client.post(f"{thief.place}/code", data={"csrf_token": token, "again": "1"})
    due.drain(platform)
    assert len(box.mails) - len(letters(box)) == CODE_FAILURES


def test_the_right_code_makes_earlier_tries_forgotten(vendor, address, guest, box, platform, later):
    task = vendor(code=True)
    path = address()
    for _ in range(CODE_FAILURES + 2):
        person = guest()
        person.open(path)
        due.drain(platform)
        code, token = box.mails[-1].subject.split()[-1], person.token(person.get("/code").text)
        assert person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": code}).status_code == 303
        later(minutes=2)
    assert link_of(platform, task).code_failures == 0


def test_a_code_works_once_and_for_one_browser(vendor, address, guest, box, platform):
    vendor(code=True)
    path = address()
    first, second = guest(), guest()
    first.open(path)
    second.open(path)
    due.drain(platform)
    code = box.mails[-1].subject.split()[-1]
    for person, status in ((first, 303), (second, 422)):
        token = person.token(person.get("/code").text)
        assert person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": code}).status_code == status
    assert second.get().headers["Location"].endswith("/code")


@pytest.mark.parametrize("path", ["", "/draft", "/draft/discard", "/attachments", "/ask", "/decline", "/pass"])
def test_before_the_code_nothing_can_be_sent(vendor, address, guest, path, platform):
    task = vendor(code=True)
    person = guest()
    person.open(address())
    token = person.token(person.get("/code").text)
    answer = person.post(path, csrf_token=token, text="x", recipient="otto@other.example", **VALUES)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{person.place}/code")
    with platform.store.read() as uow:
        assert [entry.kind for entry in uow.entries(task.instance_id)] == ["start"]
        assert len(uow.links_of_task(task.id)) == 1


@pytest.mark.parametrize("path", ["", "/draft", "/draft/discard", "/attachments", "/ask", "/decline", "/pass", "/code"])
def test_every_form_behind_the_door_needs_the_token_of_its_session(vendor, address, guest, fingerprint, path):
    vendor()
    person = guest()
    person.open(address())
    before = fingerprint()
    for headers in ({}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-origin"}):
        answer = person.client.post(
            person.place + path, data={"text": "x", "recipient": "o@o.example", **VALUES}, headers=headers
        )
        assert answer.status_code == 403
    assert fingerprint() == before


def test_the_way_back_after_handing_in_shows_how_it_stands_and_sends_nothing_again(vendor, address, guest, fingerprint):
    vendor()
    person = guest()
    person.open(address())
    form, token = person.get(), person.token()
    assert form.headers["Cache-Control"] == "no-store"
    person.post(csrf_token=token, **VALUES)
    before = fingerprint()
    assert "Thank you" in person.get().text
    assert person.post(csrf_token=token, **{"f.company": "Again Ltd"}).status_code == 303
    for path, sent in (("/draft", {"~revision": "0", **VALUES}), ("/ask", {"text": "Late?"}), ("/decline", {"text": "No."})):
        assert person.post(path, csrf_token=token, **sent).status_code in (303, 404)
    assert fingerprint() == before


def test_no_page_behind_the_door_tells_a_referrer_a_search_engine_or_a_store_of_copies(vendor, address, guest):
    vendor()
    person = guest()
    person.open(address())
    for path in ("", "/ask", "/decline", "/pass", "/code", "/attachments/nothing", "/nothing"):
        answer = person.get(path)
        said = [answer.headers.get(name, "") for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")]
        assert said == ["no-referrer", "no-store", "noindex, nofollow, noarchive"], path


def test_no_letter_but_the_one_that_brings_it_and_no_row_has_the_secret(vendor, address, guest, box, platform, fingerprint):
    vendor()
    path = address()
    secret, person = path.removeprefix("/l/"), guest()
    person.open(path)
    person.post("/ask", text="Which year?")
    person.post(**VALUES)
    due.drain(platform)
    assert (
        sum(secret in mail.text + mail.html for mail in box.mails) == 2
    )  # the one that asks, and the receipt: to the same person
    assert {mail.to for mail in box.mails if secret in mail.text + mail.html} == {"vera@vendor.example"}
    assert secret not in repr(fingerprint())


def test_what_breaks_or_is_refused_puts_no_secret_into_a_log_or_a_page(vendor, address, guest, monkeypatch):
    vendor()
    path = address()
    secret = path.removeprefix("/l/")
    monkeypatch.setattr("baton.web.guests.landing.visits.look", lambda *_: 1 / 0)
    with capture_logs() as logged:
        answers = [guest().get(path), guest().client.post(path), guest().client.post(f"{path}/again")]
        answers += [guest().get(f"{path}/x"), guest().client.put(path)]
    assert [answer.status_code for answer in answers] == [500, 500, 500, 404, 405]
    assert len(logged) == 3
    assert secret not in repr(logged)
    assert not [answer.text for answer in answers if secret in answer.text]


def test_a_cookie_is_sent_to_the_pages_of_its_link_alone_and_hidden_from_scripts(vendor, address, guest, app):
    vendor()
    object.__setattr__(app.extensions[KEY].settings, "base_url", "https://baton.example")
    person = guest()
    cookie = person.open(address()).headers["Set-Cookie"]
    said = dict(part.strip().partition("=")[::2] for part in cookie.split(";"))
    assert (said["Path"], said["SameSite"], "HttpOnly" in said, "Domain" in said) == (person.place, "Lax", True, False)
    assert "Secure" in said
    assert int(said["Max-Age"]) == 12 * 3600
    assert re.fullmatch(r"/guest/[\w-]+", said["Path"])


def test_files_are_given_out_only_while_the_link_opens_something(vendor, address, guest, platform, admin):
    import io

    task = vendor()
    person = guest()
    person.open(address())
    given = {"csrf_token": person.token(), "field": "company", "file": (io.BytesIO(b"hello"), "a.txt")}
    place = person.client.post(f"{person.place}/attachments", data=given).json["link"]
    assert person.client.get(place).status_code == 200
    inviting.revoke(platform, admin, task.id, link_of(platform, task).id)
    assert person.client.get(place).status_code == 404
    assert "How far it is" not in person.get().text


def test_what_was_handed_in_is_shown_as_it_was_kept(vendor, address, guest, platform, monkeypatch):
    vendor()
    person = guest()
    person.open(address())
    person.post(**VALUES)
    for name in ("render", "shown", "initial", "load"):
        monkeypatch.setattr(type(platform.forms), name, lambda *_, **__: 1 / 0)
    page = person.get().text
    assert "What you handed in" in page
    assert "Company" in page
    assert "Vendor Ltd" in page
