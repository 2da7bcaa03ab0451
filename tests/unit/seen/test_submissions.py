"""What somebody saw when they pressed the button is kept, and its hash stands in the journal."""

import hashlib

import pytest

from baton.domain.errors import InvalidInput
from baton.domain.journal import canonical
from baton.domain.working.submissions import NOTHING_SEEN, KeptSubmission


def test_the_start_form_and_every_completion_are_kept_under_the_seq_of_their_entry(begin):
    walk = begin()
    walk.do({"amount": 5}, "yes")
    assert [(one.seq, one.element_id, one.person_id) for one in walk.submissions()] == [
        (1, "start", "ann"),
        (2, "approve", "ann"),
    ]


def test_the_digest_of_what_was_seen_stands_in_the_hash_chained_journal(begin):
    walk = begin()
    walk.do({}, "yes")
    seen = [entry.content["command"]["seen"] for entry in walk.entries()[:2]]
    assert seen == [one.digest for one in walk.submissions()]
    for one in walk.submissions():
        assert hashlib.sha256(one.text).hexdigest() == one.digest
        assert canonical(one.told).encode() == one.text


def test_a_submission_tells_who_saw_what_in_which_words_and_zone(begin):
    walk = begin()
    walk.do({"amount": 1234.5}, "yes")
    told = walk.submissions()[1].told
    assert told["person"] == {"id": "ann", "name": "Ann Buyer"}
    assert (told["language"], told["time_zone"], told["numbers"]) == ("en", "Europe/Berlin", "en")
    assert told["outcome"] == {"value": "yes", "label": "Approve"}
    assert told["form"]["name"] == "approve.form.json"
    assert len(told["form"]["digest"]) == 64
    assert told["values"]["amount"] == 1234.5
    assert [one["label"] for one in told["shown"]["page"]["children"]][:2] == ["Amount", "Supplier"]
    assert next(one["text"] for one in told["shown"]["page"]["children"] if one["path"] == "amount") == "1,234.5"


def test_what_was_hidden_is_kept_as_hidden(begin):
    walk = begin()
    walk.do({}, "yes")
    walk.do()
    walk.do({"signature": "Ann Buyer"})
    page = walk.submissions()[3].told["shown"]["page"]
    assert {one["path"]: one.get("hidden") for one in page["children"]}["secret"] == "form"


def test_an_attachment_is_kept_with_its_hash(begin, upload):
    told = begin({"contract": upload("offer.pdf", b"%PDF-1.4 offer")}).submissions()[0].told
    (file,) = told["attachments"]
    assert (file["field"], file["name"], file["size"]) == ("contract", "offer.pdf", 14)
    assert file["sha256"] == hashlib.sha256(b"%PDF-1.4 offer").hexdigest()


def test_what_a_program_hands_in_is_kept_as_well(begin):
    walk = begin(seen=NOTHING_SEEN)
    walk.do({}, "yes", NOTHING_SEEN)
    told = walk.submissions()[1].told
    assert told["language"] == ""
    assert told["shown"]["page"]["children"]


def test_what_is_refused_leaves_no_submission(begin):
    walk = begin()
    with pytest.raises(InvalidInput):
        walk.do({"amount": "much"}, "yes")
    assert len(walk.submissions()) == 1


def test_a_large_submission_is_kept_smaller_than_it_is(begin):
    walk = begin({"note": "word " * 4000})
    (kept,) = walk.submissions()
    assert len(kept.content) < len(kept.text) // 4
    assert kept.told["values"]["note"].startswith("word word")


def test_content_that_somebody_destroyed_reads_as_nothing(clock):
    for content in (b"\x78broken", b"[1]", b"{", b"\xff"):
        assert KeptSubmission("s", "i", 1, "ann", clock.now(), "", content).told == {}
