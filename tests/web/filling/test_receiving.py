"""Files come in by way of the disk: each is cut off at its limit, and the limit is named where the file was chosen."""

from io import BytesIO

import pytest

from baton.domain.errors import TooLarge
from baton.domain.working.attachments import LARGEST_FILE
from baton.web.attachments import receiving
from baton.web.attachments.receiving import Spool
from web.conftest import plain
from web.filling.conftest import PDF, a_file, upload


@pytest.fixture
def small(monkeypatch):
    """Limits that a test meets without moving megabytes."""
    monkeypatch.setattr(receiving, "LARGEST_FILE", 2 * 1024 * 1024)
    monkeypatch.setattr(receiving, "LARGEST_UPLOAD", 5 * 1024 * 1024)


def test_what_goes_beyond_the_limit_is_counted_and_not_kept(monkeypatch):
    monkeypatch.setattr(receiving, "LARGEST_FILE", 1000)
    with Spool("big.pdf") as spool:
        for _ in range(100):
            assert spool.write(b"x" * 100) == 100
        assert spool.tell() == 1000
        spool.seek(0)
        with pytest.raises(TooLarge, match=r"big\.pdf"):
            spool.read()


def test_a_large_file_goes_to_disk_and_not_into_memory():
    with Spool("a") as spool:
        spool.write(bytes(receiving.IN_MEMORY + 1))
        assert spool._rolled


def test_a_file_that_is_too_large_is_said_at_its_field_and_everything_else_stays(browser, task, small):
    told = {
        "f.amount": "12.5",
        "f.remarks": "Typed",
        "f.offer": a_file("big.pdf", PDF + bytes(3 * 1024 * 1024)),
        "~rows.lines": "0",
    }
    page = browser("buyer").post(task, told, content_type="multipart/form-data")
    assert "“big.pdf” has 4 MB; a file may have at most 2 MB." in plain(page.text)
    assert 'href="#field-offer"' in page.text
    assert "Typed" in page.text
    assert 'value="12.5"' in page.text


def test_a_script_hears_of_the_limit_by_its_status(browser, task, small):
    refused = upload(browser("buyer"), task, "big.pdf", PDF + bytes(3 * 1024 * 1024))
    assert refused.status_code == 413
    assert "a file may have at most 2 MB" in plain(refused.text)


def test_more_than_a_request_may_have_names_that_limit(browser, task, small):
    refused = browser("buyer").post(
        task, {"f.offer": a_file("a.pdf", bytes(6 * 1024 * 1024))}, content_type="multipart/form-data"
    )
    assert refused.status_code == 413
    assert "At most 5 MB are taken at once." in plain(refused.text)


def test_forms_that_bring_no_files_stay_small(browser, task):
    refused = browser("buyer").client.post(task, data=BytesIO(bytes(31 * 1024 * 1024)), content_type="application/json")
    assert refused.status_code == 413
    assert "At most 30 MB" in plain(refused.text)


def test_a_file_of_exactly_the_limit_is_taken(browser, task):
    assert upload(browser("buyer"), task, "full.pdf", PDF + bytes(LARGEST_FILE - len(PDF))).status_code == 201
