"""Signing on the task page: name and consent beside the form, without scripts, and nothing lost when one is missing."""

import json

import pytest

from baton.domain.actors import PLATFORM
from baton.usecases import deploy, due
from web.conftest import ORDER, ORDER_FORM, plain

SIGN_FORM = {
    "schema": {"type": "object", "required": ["signature"], "properties": {"signature": {"type": "string", "title": "Signature"}, "note": {"type": "string", "title": "Note"}}},
    "ui": {"signature": {"ui:options": {"signs": True, "intent": "I confirm the order <b>as is</b>."}}},
}  # fmt: skip


@pytest.fixture
def task(platform, app, browser):
    """The path of a task that has to be signed."""
    files = {"order.bpmn": ORDER.encode(), "order.form.json": ORDER_FORM, "check.form.json": json.dumps(SIGN_FORM).encode()}
    deploy.deploy(platform, PLATFORM, files)
    return browser("buyer").post("/start/order", {"f.item": "Laptop", "f.amount": "1"}).headers["Location"]


def signatures(platform, task):
    with platform.store.read() as uow:
        return uow.signatures(uow.task(task.rsplit("/", 1)[1]).instance_id)


def test_the_form_asks_for_name_and_consent_and_says_what_is_signed(task, browser):
    page = browser("buyer").get(task).text
    assert 'name="~consent"' in page
    assert 'value="Buyer"' in page
    assert "I confirm the order &lt;b&gt;as is&lt;/b&gt;." in page
    assert "not a qualified one" in plain(page)


def test_without_consent_the_page_comes_back_with_everything_typed(task, browser, platform):
    answer = browser("buyer").post(task, {"f.signature": "B. Buyer", "f.note": "kept", "~signer": "Bo Buyer"})
    assert answer.status_code == 422
    assert "tick that you agree" in plain(answer.text)
    for typed in ('value="B. Buyer"', 'value="Bo Buyer"', "kept"):
        assert typed in answer.text, typed
    assert signatures(platform, task) == []


def test_with_consent_it_is_signed_as_it_was_shown(task, browser, platform):
    answer = browser("buyer").post(
        task, {"f.signature": "B. Buyer", "~signer": "Bo Buyer", "~consent": "yes"}, headers={"User-Agent": "Old/1"}
    )
    assert answer.status_code == 303, plain(answer.text)
    (signature,) = signatures(platform, task)
    assert (signature.name, signature.method, signature.browser, signature.address) == ("Bo Buyer", "typed", "Old/1", "127.0.0.1")
    assert signature.consent.startswith("I sign this electronically.")


def test_the_copy_can_be_fetched_and_shown_to_the_verify_page(task, browser, platform, tmp_path):
    pytest.importorskip("pyhanko")
    import io
    from dataclasses import replace

    from baton.exports.signing.seals import PadesSeals, SealSettings

    browser("buyer").post(task, {"f.signature": "B. Buyer", "~consent": "yes"})
    own = replace(platform, seals=PadesSeals(SealSettings(platform.keys.token)))
    due.drain(own)
    (signature,) = signatures(platform, task)
    copy = browser("buyer").get(f"/attachments/{signature.attachment_id}")
    assert copy.status_code == 200
    answer = browser().post("/verify", {"document": (io.BytesIO(copy.data), "copy.pdf")}, content_type="multipart/form-data")
    assert "Genuine" in plain(answer.text)


def test_a_form_without_a_signature_asks_for_none(started, browser):
    assert "~consent" not in browser("buyer").get(started).text


def test_a_program_cannot_sign(task, browser, platform):
    id = task.rsplit("/", 1)[1]
    answer = browser("buyer").client.post(
        f"/api/v1/tasks/{id}/complete",
        json={"variables": {"signature": "B. Buyer"}},
        headers={"X-CSRFToken": browser("buyer").csrf},
    )
    assert answer.status_code in (401, 403, 422)
    assert signatures(platform, task) == []
