"""A submission of long ago looks today exactly as it did: its template is never changed, only followed by a newer one."""

import hashlib
import json
from pathlib import Path

from baton.web.submissions.shown import rendered

ARCHIVE = Path(__file__).parents[2] / "golden" / "submissions"


def test_an_archived_submission_renders_byte_for_byte_as_it_did(app):
    """Whoever breaks this has changed how old forms look: leave shown-1.html alone and add shown-2.html."""
    with app.test_request_context():
        page = str(rendered(json.loads((ARCHIVE / "expense.json").read_text())))
    assert page == (ARCHIVE / "expense.html").read_text()


def test_nothing_but_the_archive_goes_into_the_page(app):
    told = json.loads((ARCHIVE / "expense.json").read_text())
    with app.test_request_context(headers={"Accept-Language": "de"}):
        german = hashlib.sha256(rendered(told).encode()).hexdigest()
    with app.test_request_context(headers={"Accept-Language": "en"}):
        english = hashlib.sha256(rendered(told).encode()).hexdigest()
    assert german == english


def test_what_a_newer_version_kept_is_not_guessed_at(app):
    with app.test_request_context():
        assert str(rendered({"shown": {"version": 99, "page": {}}})) == ""
