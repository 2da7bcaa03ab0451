"""What an outsider may do besides handing in, and what people inside see of it."""

import io
import json
import re
from dataclasses import replace

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.engine import Start
from baton.domain.packs import PackReport
from baton.domain.ports.queries import InstanceFilter, PageRequest
from baton.usecases import due, instances, packs, tasks
from fakes.posted_page import posted_page


@pytest.fixture
def vera(vendor, address, guest):
    """Somebody who opened their link."""
    task = vendor()
    person = guest()
    person.open(address())
    person.task = task
    return person


def notes(platform, instance_id):
    with platform.store.read() as uow:
        return [entry.command() for entry in uow.entries(instance_id) if entry.kind == "note"]


def test_what_is_saved_is_there_again_on_another_device(vera, guest, address):
    answer = vera.post(**{"f.company": "Half a na", "~op": "draft"})
    assert answer.status_code == 200, answer.text
    other = guest()
    other.open(address())
    assert "Half a na" in other.get().text
    other.post("/draft/discard")
    assert "Half a na" not in vera.get().text


def test_a_script_saves_the_same_draft(vera):
    answer = vera.client.post(
        f"{vera.place}/draft", data={"csrf_token": vera.token(), "~revision": "0", "f.company": "By script"}
    )
    assert (answer.status_code, answer.json["revision"]) == (200, 1)
    assert "By script" in vera.get().text


def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(vera):
    answer = vera.post(**{"f.company": "X"})
    assert answer.status_code == 422
    assert 'value="X"' in answer.text
    assert "navigation" not in answer.text


def test_a_question_reaches_whoever_takes_care_and_the_answer_comes_back(vera, platform, browser, box, address):
    assert vera.post("/ask", text="").status_code == 422
    assert vera.post("/ask", text="Which year?").status_code == 303
    due.drain(platform)
    assert any(mail.to == "buyer@example.com" and "Which year?" in mail.text for mail in box.mails)
    assert "Which year?" in vera.get().text
    with platform.store.read() as uow:
        (link,) = uow.links_of_task(vera.task.id)
    buyer = browser("admin")
    assert buyer.post(f"/tasks/{vera.task.id}/outside/{link.id}/answer", {"text": "The last one."}).status_code == 303
    due.drain(platform)
    assert "The last one." in vera.get().text
    assert any(mail.to == "vera@vendor.example" and "The last one." in mail.text for mail in box.mails)


def test_saying_no_ends_the_link_keeps_the_task_and_tells_why(vera, platform, box):
    token = vera.token()
    assert vera.post("/decline", text=" ").status_code == 422
    assert vera.post("/decline", text="We do not sell that.").status_code == 303
    assert "You said no" in vera.get().text
    due.drain(platform)
    assert any("We do not sell that." in mail.text for mail in box.mails)
    with platform.store.read() as uow:
        assert uow.task(vera.task.id).ended_at is None
    assert vera.post(csrf_token=token, **{"f.company": "After all"}).status_code == 409


def test_a_colleague_gets_a_link_of_their_own_with_what_was_saved_and_the_first_one_ends(vera, platform, guest, address):
    vera.post(**{"f.company": "Begun by Vera", "~op": "draft"})
    for wrong in ("nobody", "vera@vendor.example"):
        assert vera.post("/pass", recipient=wrong).status_code == 422
    assert vera.post("/pass", recipient="carl@vendor.example", name="Carl").status_code == 303
    assert "carl@vendor.example has a link" in vera.get().text
    carl = guest()
    carl.open(address("carl@vendor.example"))
    assert "Begun by Vera" in carl.get().text
    assert carl.post(**{"f.company": "Vendor Ltd"}).status_code == 303
    (note,) = [one for one in notes(platform, vera.task.instance_id) if one.kind == "passed-on"]
    assert note.data["to"] == "carl@vendor.example"


def test_a_file_is_uploaded_ahead_and_read_back_through_the_link_only(vera, browser, guest):
    given = {"csrf_token": vera.token(), "field": "company", "file": (io.BytesIO(b"hello"), "a.txt")}
    answer = vera.client.post(f"{vera.place}/attachments", data=given)
    assert answer.status_code == 201, answer.text
    link = answer.json["link"]
    assert link.startswith(vera.place)
    shown = vera.client.get(link)
    assert (shown.data, shown.headers["Content-Disposition"].startswith("attachment")) == (b"hello", True)
    assert guest().client.get(link).status_code == 401
    assert browser("stranger").get(f"/attachments/{answer.json['id']}").status_code == 404


def test_the_status_page_tells_the_public_step_and_nothing_of_the_inside(vera, platform, admin):
    vera.post(**{"f.company": "Vendor Ltd"})
    page = vera.get().text
    assert "We check your declaration." in page
    assert "Vendor Ltd" in page
    assert "Check the declaration" not in page
    assert "buyers" not in page
    with platform.store.read() as uow:
        (check,) = uow.open_tasks(vera.task.instance_id)
    tasks.complete(platform, admin, check.id, ({}, None))
    assert "Everything is done." in vera.get().text


def test_people_inside_see_who_has_a_link_and_whether_they_came(vera, browser):
    page = browser("admin").get(f"/tasks/{vera.task.id}").text
    assert "Vera Vendor" in page
    assert "Send to somebody outside" in page
    assert "Open" in browser("admin").get(f"/tasks/{vera.task.id}/outside").text


def test_only_whoever_has_the_task_or_an_operator_sends_it_outside(vera, browser, box, platform):
    asked = {"recipient": "otto@other.example", "name": "Otto", "language": "de", "days": "7", "note": "Please."}
    path = f"/tasks/{vera.task.id}/outside"
    assert browser("stranger").post(path, asked).status_code == 404
    assert browser("buyer").post(path, asked).status_code == 403
    tasks.claim(platform, next_actor(platform, "buyer"), vera.task.id)
    assert browser("buyer").post(path, {**asked, "recipient": "otto"}).status_code == 422
    assert browser("buyer").post(path, asked).status_code == 303
    due.drain(platform)
    (mail,) = [mail for mail in box.mails if mail.to == "otto@other.example"]
    assert "Guten Tag Otto" in mail.text


def test_without_a_mail_server_the_address_is_shown_once(vera, browser, platform, box):
    box.ready = False
    answer = browser("admin").post(f"/tasks/{vera.task.id}/outside", {"recipient": "otto@other.example"})
    assert answer.status_code == 201
    assert "/l/" in answer.text
    assert "/l/" not in browser("admin").get(f"/tasks/{vera.task.id}/outside").text


def test_a_task_that_its_model_keeps_inside_is_sent_outside_by_operators_only(browser, started, platform):
    id = started.rsplit("/", 1)[1]
    assert browser("buyer").post(f"{started}/claim").status_code in (200, 303)
    asked = {"recipient": "otto@other.example"}
    assert browser("buyer").post(f"/tasks/{id}/outside", asked).status_code == 403
    assert browser("admin").post(f"/tasks/{id}/outside", asked).status_code in (201, 303)


INVOICE = {
    "invoice_no": "INV-9", "customer": "Demo Retail", "customer_name": "Vera", "customer_email": "vera@retail.example",
    "customer_language": "en", "amount": 1200, "due_on": "2026-04-01",
    "lines": [{"position": 1, "note": "Pumps", "amount": 900}, {"position": 2, "note": "Freight", "amount": 300}],
}  # fmt: skip


@pytest.fixture
def line_form():
    """What differs in the form for one line, as a ui schema."""
    return {}


@pytest.fixture
def invoiced(platform, app, box, address, guest, line_form):
    pack, name = packs.shipped_pack(platform, "order-to-cash"), "forms/line-dispute.form.json"
    told = json.loads(pack.files[name])
    changed = json.dumps({**told, "ui": {**told["ui"], **line_form}}).encode()
    packs.install(platform, PLATFORM, PackReport(replace(pack, files={**pack.files, name: changed}), ()))
    made = instances.start_instance(platform, PLATFORM, "customer-invoice", Start(INVOICE))
    person = guest()
    person.open(address("vera@retail.example"))
    person.instance = made.id
    return person


def disputes(platform):
    found = platform.queries.instances(PLATFORM, InstanceFilter(definition_key="invoice-dispute"), PageRequest(10)).items
    return [row.instance for row in found]


def test_an_invoice_link_shows_the_lines_and_disputes_one_of_them_once(invoiced, platform):
    page = invoiced.get().text
    assert "Pumps" in page
    assert page.count("Dispute this line</a>") == 2
    token = invoiced.token(invoiced.get("/about/0").text)
    sent = {"csrf_token": token, "f.reason": "PRC", "f.description": "Agreed 800.", "f.amount": "5", "f.invoice_no": "INV-1"}
    assert [invoiced.client.post(f"{invoiced.place}/about/0", data=sent).status_code for _ in range(2)] == [303, 303]
    (dispute,) = disputes(platform)
    assert (dispute.business_key, dispute.started_by.startswith("link:")) == ("INV-9", True)
    held = instances.variables(platform, dispute.id)
    assert (held["amount"], held["customer"], held["lines"][0]["position"]) == (900, "Demo Retail", 1)
    page = invoiced.get().text
    assert "We look into what you dispute." in page
    assert page.count("Dispute this line</a>") == 1


class TestALineInSteps:
    @pytest.fixture
    def line_form(self):
        steps = [
            {"title": "Why", "fields": ["reason"]},
            {"title": "More", "fields": ["description", "goods_returned", "invoice_no", "amount"]},
        ]
        return {"ui:steps": steps, "ui:review": True}

    def test_somebody_goes_on_over_no_mistake_and_back_to_what_they_said(self, invoiced, platform):
        def press(button, page, **typed):
            sent = {**posted_page(page, press=button, **typed), "csrf_token": invoiced.token(page)}
            answer = invoiced.client.post(f"{invoiced.place}/about/0", data=sent)
            return answer.status_code, answer.text

        opened = invoiced.get("/about/0").text
        assert 'name="~step" value="0"' in opened
        status, page = press("step:1", opened)
        assert (status, 'name="~step" value="0"' in page) == (422, True)
        assert "to be corrected" in page
        status, page = press("step:1", page, reason="PRC")
        assert (status, 'name="~step" value="1"' in page) == (200, True)
        status, page = press("step:2", page, description="Agreed 800.")
        assert "<dt>What happened?</dt><dd>Agreed 800.</dd>" in page
        status, page = press("step:0", page)
        assert 'name="~step" value="0"' in page
        assert disputes(platform) == []
        sent = {**posted_page(page), "csrf_token": invoiced.token(page)}
        assert invoiced.client.post(f"{invoiced.place}/about/0", data=sent).status_code == 303
        assert instances.variables(platform, disputes(platform)[0].id)["description"] == "Agreed 800."


def test_an_invoice_link_starts_nothing_that_is_not_offered(invoiced, platform):
    token = invoiced.token(invoiced.get("/about/1").text)
    for path in ("/about/2", "/about/99"):
        answer = invoiced.client.post(f"{invoiced.place}{path}", data={"csrf_token": token, "f.reason": "PRC"})
        assert answer.status_code == 404
    assert invoiced.client.post(f"{invoiced.place}/about/1", data={"csrf_token": token}).status_code == 422
    assert invoiced.client.post(invoiced.place, data={"csrf_token": token}).status_code == 404
    assert disputes(platform) == []


def test_asked_for_documents_the_customer_has_to_bring_all_of_them(invoiced, platform, admin, address, guest):
    with platform.store.read() as uow:
        (follow,) = uow.open_tasks(invoiced.instance)
    tasks.complete(platform, admin, follow.id, ({}, "documents"))
    person = guest()
    person.open(address("vera@retail.example"))
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
    given = {"csrf_token": person.token(), "outcome": "handed-in", "f.order_confirmation": (io.BytesIO(pdf), "order.pdf")}
    answer = person.client.post(person.place, data=given)
    assert answer.status_code == 422
    assert "Tax certificate" in answer.text
    assert "order.pdf" in answer.text
    kept = person.token(answer.text)
    address_kept = re.search(r'value="(urn:baton:attachment:[^"]+)"', answer.text)[1].replace("&amp;", "&")
    rest = {"csrf_token": kept, "outcome": "handed-in", "f.order_confirmation": address_kept, "f.signature": "Vera",
            "~signer": "Vera", "~consent": "yes",
            "f.tax_certificate": (io.BytesIO(pdf), "tax.pdf")}  # fmt: skip
    assert person.client.post(person.place, data=rest).status_code == 303
    assert "tax.pdf" in person.get().text


def next_actor(platform, id):
    with platform.store.read() as uow:
        return uow.person(id).actor()
