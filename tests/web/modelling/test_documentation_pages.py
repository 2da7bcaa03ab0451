"""Processes to read: the page, its drawing and the PDF, of drafts and of what is deployed."""

import io

import pytest

from baton.domain.errors import Unavailable


@pytest.fixture
def deployed(order):
    """The path of the deployed process."""
    return f"/definitions/{order.id}"


def test_the_page_tells_who_does_what_and_which_fields_the_forms_have(browser, deployed):
    page = browser("buyer").get(f"{deployed}/documentation")
    assert page.status_code == 200
    for told in ("Somebody orders <em>something</em>.", "Check order", "buyers", "check.form.json", "Note", "does it"):
        assert told in page.text
    assert "Order &lt;b&gt;check&lt;/b&gt;" in page.text
    assert 'href="javascript' not in page.text


def test_a_draft_is_documented_for_designers_only(browser):
    draft = browser("designer").post("/models", {"name": "Supplier onboarding"}).headers["Location"]
    page = browser("designer").get(f"{draft}/documentation").text
    assert "First task" in page
    assert "Draft, revision 1" in page
    for address in ("documentation", "documentation.pdf", "picture.svg?file=supplier-onboarding.bpmn"):
        assert browser("buyer").get(f"{draft}/{address}").status_code == 403


def test_the_drawing_is_a_picture_and_a_file_without_one_is_not_found(browser):
    designer = browser("designer")
    draft = designer.post("/models", {"name": "Supplier onboarding"}).headers["Location"]
    answer = designer.get(f"{draft}/picture.svg?file=supplier-onboarding.bpmn")
    assert answer.mimetype == "image/svg+xml"
    assert "First task" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert designer.get(f"{draft}/picture.svg?file=other.bpmn").status_code == 404


def test_a_draft_that_nobody_can_read_says_so(browser):
    designer = browser("designer")
    draft = designer.post("/models", {"name": "Broken"}).headers["Location"]
    answer = designer.client.post(
        f"{draft}/files", data={"files": (io.BytesIO(b"<definitions"), "broken.bpmn"), "csrf_token": designer.csrf}
    )
    assert answer.status_code == 303
    assert designer.get(f"{draft}/documentation").status_code == 200


def test_the_pdf_is_a_download_under_the_name_of_the_process(browser, deployed):
    answer = browser("buyer").get(f"{deployed}/documentation.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''Order")


def test_without_a_typesetter_the_page_says_how_to_go_on(browser, deployed, platform, monkeypatch):
    def missing(kind, content, pictures):
        raise Unavailable("PDF files need the part “documents” of Baton, which is not installed.")

    monkeypatch.setattr(platform.documents, "pdf", missing)
    answer = browser("buyer").get(f"{deployed}/documentation.pdf")
    assert answer.status_code == 503
    assert "which is not installed" in answer.text
