"""Links to outsiders: looking changes nothing, opening takes an act, and a link is worth nothing once it is over."""

import pytest
from structlog.testing import capture_logs

from baton.domain.working.links import Standing
from baton.usecases import people, tasks
from baton.usecases.outside import inviting

VALUES = {"f.company": "Vendor Ltd"}


def test_a_model_asks_somebody_outside_by_mail_when_the_task_opens(vendor, box, address, platform):
    task = vendor(lang="de")
    (mail,) = box.mails
    assert (mail.to, mail.subject) == ("vera@vendor.example", "Supplier declaration")
    assert "Guten Tag Vera Vendor" in mail.text
    with platform.store.read() as uow:
        (link,) = uow.links_of_task(task.id)
        secret = address().removeprefix("/l/")
        assert secret not in repr(link)
        assert uow.link_by_digest(people.digest(secret))[0] == link


def test_a_model_without_an_address_raises_an_incident_instead_of_waiting_for_ever(vendor, platform, box):
    with pytest.raises(IndexError):
        vendor(mail="nobody")
    assert box.mails == []


def test_fetching_the_address_changes_nothing_however_often_and_then_the_person_succeeds(vendor, address, guest, fingerprint):
    vendor()
    path, before = address(), fingerprint()
    for method in ("GET", "HEAD", "OPTIONS") * 5:
        answer = guest().client.open(path, method=method, headers={"Purpose": "prefetch", "Sec-Purpose": "prefetch"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert fingerprint() == before
    person = guest()
    person.open(path)
    assert person.post(**VALUES).status_code == 303
    assert "Thank you" in person.get().text


def test_the_landing_page_runs_no_script_and_says_who_asks(vendor, address, guest):
    vendor()
    answer = guest().get(address())
    assert "<script" not in answer.text
    assert "Vera Vendor" in answer.text
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_the_session_is_for_one_link_and_its_address_shows_no_secret(vendor, address, guest):
    vendor()
    path, person = address(), guest()
    answer = person.open(path)
    assert path.removeprefix("/l/") not in answer.headers["Location"]
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Path={person.place}" in cookie


def test_a_cookie_of_one_link_opens_no_other(vendor, address, guest):
    vendor()
    first = guest()
    first.open(address())
    vendor(mail="otto@other.example")
    second = guest()
    second.open(address("otto@other.example"))
    secret = first.client.get_cookie("baton_guest", path=first.place).value
    first.client.set_cookie("baton_guest", secret, path=second.place)
    assert first.client.get(second.place).status_code == 401
    assert first.client.post(second.place, data=VALUES).status_code == 401
    assert guest().get(first.place).status_code == 401


def test_a_form_without_the_token_of_its_session_is_refused(vendor, address, guest):
    vendor()
    person, other = guest(), guest()
    person.open(address())
    other.open(address())
    for wrong in ("", "x", other.token()):
        assert person.post(csrf_token=wrong, **VALUES).status_code == 403
    assert person.post(**VALUES).status_code == 303


def test_it_opens_on_another_device_as_well_and_counts_once(vendor, address, guest, platform):
    task = vendor()
    phone, desk = guest(), guest()
    phone.open(address())
    desk.open(address())
    token = desk.token()
    assert phone.post(**VALUES).status_code == 303
    again = desk.post(csrf_token=token, **{"f.company": "Another Ltd"})
    assert (again.status_code, again.headers["Location"]) == (303, desk.place)
    assert "Vendor Ltd" in desk.get().text
    with platform.store.read() as uow:
        assert uow.task(task.id).ended_by.startswith("link:")


def test_sent_twice_it_is_handed_in_once_and_one_receipt_goes_out(vendor, address, guest, box, platform):
    vendor()
    person = guest()
    person.open(address())
    token = person.token()
    assert [person.post(csrf_token=token, **VALUES).status_code for _ in range(3)] == [303] * 3
    address()
    assert [mail.subject for mail in box.mails].count("We have it: Supplier declaration") == 1


def test_an_old_session_ends_with_time(vendor, address, guest, later):
    vendor()
    person = guest()
    person.open(address())
    later(hours=13)
    assert person.get().status_code == 401
    assert "open your link again" in person.get().text


def test_an_expired_link_opens_nothing_and_a_new_one_goes_to_the_same_address_only(vendor, address, guest, box, later):
    vendor()
    old, person = address(), guest()
    later(days=15)
    assert person.client.post(old).status_code == 410
    page = person.get(old)
    assert page.status_code == 410
    assert "has expired" in page.text
    answer = person.client.post(f"{old}/again", data={"recipient": "eve@evil.example"})
    assert "new link is on its way" in answer.text
    assert "vera@" not in answer.text
    new = address()
    assert new != old
    assert {mail.to for mail in box.mails if "/l/" in mail.text} == {"vera@vendor.example"}
    assert "There is a newer link" in person.get(old).text
    person.open(new)
    assert person.post(**VALUES).status_code == 303


def test_asking_for_links_over_and_over_sends_one_a_minute(vendor, address, guest, box, later):
    vendor()
    old = address()
    later(days=15)
    for _ in range(5):
        guest().client.post(f"{old}/again")
    address()
    assert len([mail for mail in box.mails if "/l/" in mail.text]) == 2


def test_a_revoked_link_is_over_at_once_also_where_it_was_open(vendor, address, guest, platform, admin):
    task = vendor()
    person = guest()
    person.open(address())
    token = person.token()
    with platform.store.read() as uow:
        (link,) = uow.links_of_task(task.id)
    inviting.revoke(platform, admin, task.id, link.id)
    assert "taken back" in guest().get(address()).text
    assert guest().client.post(address()).status_code == 410
    assert guest().client.post(f"{address()}/again").status_code == 410
    answer = person.post(csrf_token=token, **VALUES)
    assert answer.status_code == 409
    with platform.store.read() as uow:
        assert uow.task(task.id).ended_by is None


def test_a_link_dies_with_its_task_and_what_was_typed_is_shown_once_more(vendor, address, guest, platform, admin):
    task = vendor()
    person = guest()
    person.open(address())
    token = person.token()
    tasks.complete(platform, admin, task.id, ({"company": "By phone"}, None))
    answer = person.post(csrf_token=token, **{"f.company": "Too late Ltd"})
    assert answer.status_code == 409
    assert "no longer needed" in answer.text
    assert guest().client.post(address()).status_code == 410
    with platform.store.read() as uow:
        (link,) = uow.links_of_task(task.id)
        assert link.standing(uow.task(task.id), platform.clock.now()) is Standing.CLOSED


def test_sending_again_makes_the_address_before_worthless(vendor, address, guest, platform, admin):
    task = vendor()
    old, person = address(), guest()
    person.open(old)
    with platform.store.read() as uow:
        (link,) = uow.links_of_task(task.id)
    inviting.resend(platform, admin, task.id, link.id)
    assert person.get().status_code == 401
    assert guest().client.post(old).status_code == 410
    person.open(address())
    assert person.get().status_code == 200


def test_made_up_addresses_are_refused_and_guessing_is_slowed_down(guest, app):
    answers = [guest().get(f"/l/{'x' * 40}{n}").status_code for n in range(32)]
    assert answers == [404] * 30 + [429] * 2


def test_a_code_by_mail_is_asked_for_before_anything_is_shown(vendor, address, guest, box, platform, later):
    vendor(code=True)
    person = guest()
    assert person.open(address()).headers["Location"].endswith("/code")
    assert person.get().headers["Location"].endswith("/code")
    assert (
        person.client.post(person.place, data={"csrf_token": person.token(person.get("/code").text), **VALUES}).status_code == 303
    )
    address()
    code = box.mails[-1].subject.split()[-1]
    with platform.store.read() as uow:
        rows = repr([uow.job(row[0]) for row in uow._rows(_jobs())])
    assert len(code) == 6
    assert code not in rows
    token = person.token(person.get("/code").text)
    assert person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": "000000"}).status_code == 422
    assert person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": code}).status_code == 303
    assert "Supplier declaration" in person.get().text


def test_a_code_is_not_found_by_trying(vendor, address, guest, box, platform, later):
    vendor(code=True)
    person = guest()
    person.open(address())
    address()
    code = box.mails[-1].subject.split()[-1]
    token = person.token(person.get("/code").text)
    tries = [person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": f"x{n}"}) for n in range(5)]
    assert "does not work any more" in tries[-1].text
    assert person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": code}).status_code == 422
    assert "Wait a minute" in person.client.post(f"{person.place}/code", data={"csrf_token": token, "again": "1"}).text
    later(minutes=2)
    assert "on its way" in person.client.post(f"{person.place}/code", data={"csrf_token": token, "again": "1"}).text


def test_a_code_gets_old(vendor, address, guest, box, later):
    vendor(code=True)
    person = guest()
    person.open(address())
    address()
    later(minutes=11)
    token = person.token(person.get("/code").text)
    answer = person.client.post(f"{person.place}/code", data={"csrf_token": token, "code": box.mails[-1].subject.split()[-1]})
    assert "does not work any more" in answer.text


def test_a_guest_reaches_nothing_else_and_sees_no_navigation(vendor, address, guest):
    task = vendor()
    person = guest()
    person.open(address())
    secret = person.client.get_cookie("baton_guest", path=person.place).value
    for path in ("/tasks", f"/tasks/{task.id}", f"/instances/{task.instance_id}", "/start", "/api/v1/tasks"):
        person.client.set_cookie("baton_guest", secret, path=path)
        person.client.set_cookie("baton_session", secret, path="/")
        assert person.client.get(path).status_code in (303, 401, 404)
    assert "Main" not in person.get().text
    assert "/instances" not in person.get().text


def test_tampered_hidden_and_read_only_fields_change_nothing(vendor, address, guest, platform):
    task = vendor()
    person = guest()
    person.open(address())
    person.post(**VALUES, **{"f.limit": "9999999", "task": "x", "outcome": "approve"})
    with platform.store.read() as uow:
        command = next(entry for entry in uow.entries(task.instance_id) if entry.kind == "complete-task").content["command"]
    assert command["variables"].get("limit") in (None, 500)


def test_no_log_line_has_the_secret(vendor, address, guest, monkeypatch):
    vendor()
    path = address()
    monkeypatch.setattr("baton.web.guests.landing.who_asks", lambda *_: 1 / 0)
    with capture_logs() as logged:
        assert guest().get(path).status_code == 500
    assert logged[0]["event"] == "bug"
    assert path.removeprefix("/l/") not in repr(logged)


def _jobs():
    import sqlalchemy as sa

    return sa.text("SELECT id FROM jobs")
