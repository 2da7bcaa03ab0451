"""Drafts of forms, attachments, remarks and questions come back as they were kept, in every kind of database."""

import hashlib
from dataclasses import replace

import pytest

from baton.domain.errors import NotFound
from baton.domain.tasks import TaskState
from baton.domain.working.attachments import Attachment, ScanState
from baton.domain.working.form_drafts import FormDraft, of_start, of_task
from baton.domain.working.remarks import Question, Remark
from baton.storage.store import SqlStore
from fakes.stored import HOUR, NOW, SECOND, a_task, begin

PDF = b"%PDF-1.7 one"


def an_attachment(id: str, content: bytes = PDF, **changed) -> Attachment:
    digest = hashlib.sha256(content).hexdigest()
    return replace(
        Attachment(id, "offer.pdf", "application/pdf", len(content), digest, "ana", NOW, "i1", "t1", "offer"), **changed
    )


def test_a_draft_comes_back_with_everything_as_it_was_typed(store: SqlStore) -> None:
    draft = FormDraft(of_task("t1"), "link:7", NOW, 1, {"f.amount": ("12a\x00",), "f.tags": ("b", "a", "<x>")}, "phone")
    with store.write() as uow:
        assert uow.form_draft(draft.place, draft.author) is None
        uow.save_form_draft(draft)
        uow.save_form_draft(replace(draft, author="ben", saved_at=NOW + SECOND))
        uow.commit()
    with store.read() as uow:
        assert uow.form_draft(of_task("t1"), "link:7") == draft
        assert [one.author for one in uow.form_drafts(of_task("t1"))] == ["ben", "link:7"]
        assert uow.form_drafts_at("ben", [of_task("t1"), of_task("t2")]) == {of_task("t1")}
        assert uow.form_drafts_at("ben", []) == set()


def test_a_draft_that_is_saved_again_is_one_draft(store: SqlStore) -> None:
    draft = FormDraft(of_start("order"), "ana", NOW).saved({"f.a": ("1",)}, NOW, "")
    with store.write() as uow:
        uow.save_form_draft(draft)
        uow.save_form_draft(draft.saved({"f.a": ("2",)}, NOW + HOUR, "phone"))
        assert [(one.revision, one.fields["f.a"], one.device) for one in uow.form_drafts(draft.place)] == [(2, ("2",), "phone")]
        uow.drop_form_draft(draft.place, "ben")
        assert uow.form_draft(draft.place, "ana") is not None
        uow.drop_form_drafts(draft.place)
        assert uow.form_draft(draft.place, "ana") is None


def test_an_attachment_comes_back_with_its_content(store: SqlStore) -> None:
    content = bytes(range(256)) * 4096
    kept = an_attachment("a1", content, name="Ünïcode “x”.pdf", scan=ScanState.WAITING)
    with store.write() as uow:
        uow.add_attachment(kept, content, kept=False)
        uow.commit()
    with store.read() as uow:
        assert uow.attachment("a1") == kept
        assert uow.attachment_content(kept.digest) == content
        assert uow.attachments(["a1", "a2"]) == {"a1": kept}
        assert uow.attachments([]) == {}
        assert not uow.is_kept("a1")
        with pytest.raises(NotFound):
            uow.attachment("a2")


def test_the_same_content_is_stored_once_and_goes_with_its_last_attachment(store: SqlStore) -> None:
    first, second = an_attachment("a1"), an_attachment("a2", version=2)
    with store.write() as uow:
        assert uow.next_attachment_version("t1", "offer") == 1
        uow.add_attachment(first, PDF, kept=True)
        uow.add_attachment(second, PDF, kept=False)
        assert uow.next_attachment_version("t1", "offer") == 3
        assert uow.next_attachment_version("t1", "other") == 1
        uow.drop_attachment("a1")
        assert uow.attachment_content(first.digest) == PDF
        uow.drop_attachment("a2")
        with pytest.raises(NotFound):
            uow.attachment_content(first.digest)


def test_a_file_that_was_sent_belongs_to_the_instance(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add_attachment(an_attachment("a1", instance_id=None, task_id=None), PDF, kept=False)
        uow.add_attachment(an_attachment("a2", instance_id="other"), PDF, kept=False)
        uow.keep_attachments(["a1", "a2"], "i9")
        assert [one.id for one in uow.attachments_of("i9")] == ["a1"]
        assert [one.id for one in uow.attachments_of("other")] == ["a2"]
        assert (uow.is_kept("a1"), uow.is_kept("a2")) == (True, True)


def test_what_the_scanner_found_is_kept(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add_attachment(an_attachment("a1"), PDF, kept=False)
        uow.save_attachment(replace(an_attachment("a1"), scan=ScanState.REFUSED, finding="Eicar"))
        found = uow.attachments_of_task("t1")
    assert [(one.scan, one.finding) for one in found] == [(ScanState.REFUSED, "Eicar")]


def test_whether_a_draft_still_has_a_file_is_found(store: SqlStore) -> None:
    draft = FormDraft(of_task("t1"), "ana", NOW, 1, {"f.offer": (an_attachment("a_1").address,)})
    with store.write() as uow:
        uow.save_form_draft(draft)
        assert uow.is_in_a_draft("a_1")
        assert not uow.is_in_a_draft("aX1")


def test_remarks_come_back_in_their_order(store: SqlStore) -> None:
    remark = Remark("r2", "i1", "ana", NOW, "Look, @ben", "t1", ("ben",), ("a1",), "q1", NOW + SECOND, NOW + HOUR)
    earlier = Remark("r9", "i1", "ben", NOW - HOUR, "First")
    with store.write() as uow:
        for one in (remark, earlier, Remark("r3", "i2", "ben", NOW, "Elsewhere")):
            uow.save_remark(one)
        uow.commit()
    with store.read() as uow:
        assert uow.remarks_of("i1") == [earlier, remark]
        assert uow.remark("r2") == remark


def test_questions_wait_for_whom_they_are_asked_until_they_are_answered(store: SqlStore) -> None:
    question = Question("q1", "i1", "t1", "ana", "ben", NOW, "How much?")
    begin(store)
    with store.write() as uow:
        uow.add_tasks([a_task(), a_task("t9", state=TaskState.CANCELLED)])
        uow.save_question(question)
        uow.save_question(replace(question, id="q2", withdrawn_at=NOW))
        uow.save_question(replace(question, id="q4", task_id="t9"))
        uow.save_question(replace(question, id="q3", task_id="t2", asked_to="cora@example.com"))
        assert uow.open_questions("ben") == [question]
        assert [one.id for one in uow.questions_about(["t1"])] == ["q1", "q2"]
        assert uow.questions_about([]) == []
        answered = replace(question, answer="Nine", answered_by="ben", answered_at=NOW + HOUR, attachments=("a1",), reminders=2)
        uow.save_question(answered)
        assert uow.open_questions("ben") == []
        assert uow.question("q1") == answered
