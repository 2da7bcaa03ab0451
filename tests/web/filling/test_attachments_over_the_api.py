"""Files over the API: sent ahead, named in the variables of the task, given out to who may see them."""

import pytest

from web.filling.conftest import PDF, a_file


@pytest.fixture
def api(browser, task):
    """``api("buyer")``: a browser's session speaks to the API as well; the path of the task there."""
    return lambda person: (browser(person), f"/api/v1{task}")


def post(person, path, told):
    """By the session of a browser: its token travels in the head, as the API's fields are its own."""
    return person.client.post(
        f"{path}/attachments", data=told, content_type="multipart/form-data", headers={"X-CSRFToken": person.csrf}
    )


def send(person, path, name="offer.pdf", content=PDF):
    return post(person, path, {"field": "offer", "file": a_file(name, content)})


def complete(person, path, variables):
    return person.client.post(f"{path}/complete", json={"variables": variables}, headers={"X-CSRFToken": person.csrf})


def test_a_file_is_sent_and_the_task_completed_with_its_address(api):
    buyer, path = api("buyer")
    sent = send(buyer, path)
    assert sent.status_code == 201, sent.text
    assert (sent.json["name"], sent.json["media_type"], sent.json["size"], sent.json["version"]) == (
        "offer.pdf",
        "application/pdf",
        len(PDF),
        1,
    )
    done = complete(buyer, path, {"amount": 9, "offer": sent.json["address"]})
    assert done.status_code == 200, done.text
    (listed,) = buyer.get(f"{path}/attachments").json["items"]
    assert listed["id"] == sent.json["id"]
    assert buyer.get(f"{path}/attachments/{listed['id']}").data == PDF


@pytest.mark.parametrize(("name", "content"), [("offer.pdf", b""), ("offer.txt", b"hello"), ("x.png", PDF)])
def test_the_same_rules_hold_as_on_the_page(api, name, content):
    buyer, path = api("buyer")
    refused = send(buyer, path, name, content)
    assert refused.status_code == 422
    assert refused.json["problems"][0]["field"] == "offer"


def test_what_is_missing_is_said(api):
    buyer, path = api("buyer")
    assert post(buyer, path, {"field": "offer"}).status_code == 422
    assert post(buyer, path, {"file": a_file()}).status_code == 422


def test_strangers_send_and_get_nothing(api):
    buyer, path = api("buyer")
    sent = send(buyer, path).json["id"]
    stranger, _ = api("stranger")
    assert send(stranger, path).status_code == 404
    assert stranger.get(f"{path}/attachments").status_code == 404
    assert stranger.get(f"{path}/attachments/{sent}").status_code == 404
    colleague, _ = api("second")
    assert colleague.get(f"{path}/attachments").json["items"] == [], "what was only sent ahead is its sender's"


def test_a_task_that_is_done_takes_no_file(api):
    buyer, path = api("buyer")
    assert complete(buyer, path, {"amount": 9, "offer": send(buyer, path).json["address"]}).status_code == 200
    assert send(buyer, path).status_code == 409
