"""Submissions, approvals and signatures are kept as they were handed over, in every kind of database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from baton.domain.errors import Conflict, NotFound
from baton.domain.working.approvals import Approval
from baton.domain.working.signing import Signature
from baton.domain.working.submissions import KeptSubmission, packed
from baton.storage.store import SqlStore
from fakes.stored import NOW, begin

DIGEST, CONTENT = packed({"values": {"text": "ß\x01“x” " * 2000, "nested": [1, 1.5, None, {"a": True}]}})
KEPT = KeptSubmission("s1", "i1", 1, "anna", NOW, DIGEST, CONTENT, "t1", "decide", "bo")
APPROVAL = Approval(
    "a1", "i1", "s1", 1, "decide#1", "decide", "Decide", "anna", "yes", NOW, DIGEST, {"amount": "x" * 64}, ({"id": "f", "sha256": "y"},)
)  # fmt: skip
SIGNATURE = Signature(
    "g1", "i1", "s1", "anna", "Anna", "sign", "drawn", "I sign.", "I agree.", NOW, "Europe/Berlin", "de", "::1", "Browser", DIGEST,
    ({"name": "a.pdf", "sha256": "z"},), "anna@example.com",
)  # fmt: skip


@pytest.fixture
def kept(store: SqlStore) -> SqlStore:
    """A store with one submission, approved and signed."""
    begin(store)
    with store.write() as uow:
        uow.add_submission(KEPT)
        uow.add_approval(APPROVAL)
        uow.save_signature(SIGNATURE)
        uow.commit()
    return store


def test_a_submission_comes_back_byte_for_byte(kept: SqlStore) -> None:
    with kept.read() as uow:
        assert uow.submission("s1") == KEPT
        assert uow.submissions("i1") == {1: "s1"}
        assert uow.submissions("other") == {}
        with pytest.raises(NotFound):
            uow.submission("s2")


def test_one_entry_has_one_submission(kept: SqlStore) -> None:
    with kept.write() as uow, pytest.raises(Conflict):
        uow.add_submission(replace(KEPT, id="s2"))


def test_an_approval_stands_until_it_is_void(kept: SqlStore) -> None:
    changes = [{"field": "amount", "before": "x" * 64, "after": "w" * 64}]
    with kept.write() as uow:
        assert uow.approvals("i1", standing=True) == [APPROVAL]
        uow.save_approval(APPROVAL.voided(NOW + timedelta(seconds=1), (3, "bo"), changes))
        assert uow.approvals("i1", standing=True) == []
        uow.commit()
    with kept.read() as uow:
        (found,) = uow.approvals("i1")
    assert (found.voided_seq, found.voided_by, list(found.changes)) == (3, "bo", changes)


def test_a_signature_is_found_by_the_hash_of_its_document(kept: SqlStore) -> None:
    sealed = SIGNATURE.sealed(NOW, "d" * 64, "f1")
    with kept.write() as uow:
        assert uow.sealed("d" * 64) == []
        uow.save_signature(sealed)
        uow.commit()
    with kept.read() as uow:
        assert uow.sealed("d" * 64) == [sealed] == uow.signatures("i1")
        assert uow.signature("g1") == sealed
        with pytest.raises(NotFound):
            uow.signature("g2")


def test_keeping_a_submission_costs_one_statement(store: SqlStore) -> None:
    begin(store)
    with store.counted() as cost, store.write() as uow:
        uow.add_submission(KEPT)
        uow.commit()
    assert (cost.statements, cost.commits) == (1, 1)
