"""Files on pages: sent with and without scripts, shown, given out, and kept from those whom they do not concern."""

import hashlib

import pytest

from baton.domain.working.attachments import read_address
from baton.usecases.instances import variables
from web.conftest import plain
from web.filling.conftest import PDF, a_file, upload


def test_a_file_posted_with_the_form_is_kept_and_named_by_its_hash_in_the_values(browser, platform, task):
    buyer = browser("buyer")
    done = buyer.post(task, {"f.amount": "9", "f.offer": a_file(), "~rows.lines": "0"}, content_type="multipart/form-data")
    assert done.status_code == 303, plain(done.text)
    with platform.store.read() as uow:
        instance_id = uow.task(task.rpartition("/")[2]).instance_id
        (kept,) = uow.attachments_of(instance_id)
        assert uow.is_kept(kept.id)
    value = variables(platform, instance_id)["offer"]
    assert value == kept.address
    assert read_address(value).digest == hashlib.sha256(PDF).hexdigest()


def test_a_file_sent_ahead_by_a_script_is_completed_by_its_address(browser, platform, task):
    buyer = browser("buyer")
    sent = upload(buyer, task)
    assert sent.status_code == 201
    assert (sent.json["name"], sent.json["media_type"], sent.json["version"]) == ("offer.pdf", "application/pdf", 1)
    assert buyer.post(task, {"f.amount": "9", "f.offer": sent.json["address"], "~rows.lines": "0"}).status_code == 303


def test_a_bad_file_is_said_beside_its_field_and_what_was_typed_stays(browser, task):
    wrong = {"f.amount": "4711.5", "f.remarks": "Please hurry", "f.offer": a_file("offer.pdf", b"no pdf")}
    page = browser("buyer").post(task, wrong, content_type="multipart/form-data")
    assert "“offer.pdf” is not a real PDF file although its name says so." in page.text
    assert 'value="4711.5"' in page.text
    assert "Please hurry" in page.text
    assert browser("buyer").get(task).status_code == 200, "the task is still open"


def test_a_good_file_stays_when_something_else_is_wrong(browser, task):
    buyer = browser("buyer")
    page = buyer.post(task, {"f.offer": a_file(), "f.amount": "lots"}, content_type="multipart/form-data")
    assert page.status_code == 422
    assert 'name="f.offer" value="urn:baton:attachment:' in page.text
    assert ">offer.pdf</a>" in page.text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("offer.pdf", b"", "is empty"),
        ("offer.txt", b"hello", "not of a kind that this field takes"),
        ("x.png", PDF, "not a real PNG"),
    ],
)
def test_what_a_script_sends_is_refused_in_words(browser, task, name, content, sentence):
    refused = upload(browser("buyer"), task, name, content)
    assert refused.status_code == 422
    assert sentence in refused.json["detail"] if refused.is_json else sentence in refused.text


def test_an_address_that_was_tampered_with_is_refused(browser, task):
    buyer = browser("buyer")
    address = upload(buyer, task).json["address"]
    for forged in (address.replace("offer.pdf", "other.pdf"), address.replace("urn:baton:attachment:", "urn:baton:attachment:0")):
        refused = buyer.post(task, {"f.amount": "9", "f.offer": forged, "~rows.lines": "0"})
        assert refused.status_code == 422
        assert "is no longer here" in refused.text


def test_somebody_elses_file_cannot_be_sent_as_ones_own(browser, task):
    foreign = upload(browser("stranger"), "/start/purchase", field="picture").json["address"]
    refused = browser("buyer").post(task, {"f.amount": "9", "f.offer": foreign, "~rows.lines": "0"})
    assert refused.status_code == 422
    assert "is not a file of yours" in refused.text


def test_a_file_is_given_out_to_be_saved_and_runs_nowhere(browser, task):
    buyer = browser("buyer")
    sent = upload(buyer, task, "Ünï (x); X=y.pdf")
    assert sent.status_code == 201, sent.text
    id = sent.json["id"]
    given = buyer.get(f"/attachments/{id}")
    assert given.data == PDF
    assert given.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "\n" not in given.headers["Content-Disposition"]
    assert "filename*=UTF-8''%C3%9Cn%C3%AF%20%28x%29%3B%20X%3Dy.pdf" in given.headers["Content-Disposition"]
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given.headers["Content-Security-Policy"]


def test_strangers_get_neither_file_nor_page_nor_may_they_send_one(browser, task):
    id = upload(browser("buyer"), task).json["id"]
    stranger = browser("stranger")
    for path in (f"/attachments/{id}", f"/attachments/{id}/view", f"/attachments/{id}/inline"):
        assert stranger.get(path).status_code == 404
        assert browser().get(path).status_code in (302, 303, 401)
    assert upload(stranger, task).status_code == 404


def test_the_page_of_a_file_shows_its_versions_and_its_hash(browser, task):
    buyer = browser("buyer")
    first = upload(buyer, task).json["id"]
    second = upload(buyer, task, content=PDF + b"2").json
    assert second["version"] == 2
    page = buyer.get(f"/attachments/{second['id']}/view")
    words = plain(page.text)
    assert hashlib.sha256(PDF + b"2").hexdigest() in words
    assert "Version 2" in words
    assert f'href="/attachments/{first}/view"' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert buyer.get(f"/attachments/{second['id']}/inline").headers["X-Frame-Options"] == "SAMEORIGIN"


def test_text_is_shown_as_text_whatever_stands_in_it(browser, purchase):
    buyer = browser("buyer")
    sent = upload(buyer, "/start/purchase", "a.html", b"<script>alert(1)</script>", "picture").json
    assert buyer.get(f"/attachments/{sent['id']}/inline").headers["Content-Disposition"].startswith("attachment")
    note = upload(buyer, "/start/purchase", "a.txt", b"<script>alert(1)</script>", "picture").json
    page = buyer.get(f"/attachments/{note['id']}/view").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_a_file_can_be_taken_out_again_without_scripts(browser, task):
    buyer = browser("buyer")
    address = upload(buyer, task).json["address"]
    page = buyer.post(task, {"f.offer": address, "~without": "f.offer", "~op": "draft"})
    assert address not in page.text


def test_a_file_of_the_start_form_goes_with_the_instance(browser, platform, purchase):
    buyer = browser("buyer")
    sent = upload(buyer, "/start/purchase", "a.png", b"\x89PNG\r\n\x1a\n", "picture").json
    path = buyer.post("/start/purchase", {"f.item": "Laptop", "f.picture": sent["address"]}).headers["Location"]
    with platform.store.read() as uow:
        instance_id = uow.task(path.rpartition("/")[2]).instance_id
        assert [one.id for one in uow.attachments_of(instance_id)] == [sent["id"]]
    assert browser("second").get(f"/attachments/{sent['id']}").status_code == 200, "who sees the task sees its instance"
