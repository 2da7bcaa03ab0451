"""What people gather while they fill in a form."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.errors import NotFound
from baton.domain.tasks import TaskState
from baton.domain.working.attachments import Attachment
from baton.domain.working.form_drafts import FormDraft
from baton.domain.working.remarks import MOST_SHOWN, Question, Remark
from baton.storage.tables.tasks import user_tasks
from baton.storage.tables.working.filling import attachment_contents, attachments, form_drafts, questions, remarks
from baton.storage.transaction import Transaction, Upsert, by_id, columns

_DRAFT = sa.select(form_drafts).where(form_drafts.c.place == bindparam("place"), form_drafts.c.author == bindparam("author"))
_DRAFTS = (
    sa.select(form_drafts)
    .where(form_drafts.c.place == bindparam("place"))
    .order_by(form_drafts.c.saved_at.desc(), form_drafts.c.author)
)
_DRAFTS_AT = sa.select(form_drafts.c.place).where(
    form_drafts.c.author == bindparam("author"), form_drafts.c.place.in_(bindparam("places", expanding=True))
)
_KEEP_DRAFT = Upsert(form_drafts, "place", "author")
_DROP_DRAFT = sa.delete(form_drafts).where(
    form_drafts.c.place == bindparam("at_place"), form_drafts.c.author == bindparam("by_author")
)
_DROP_DRAFTS = sa.delete(form_drafts).where(form_drafts.c.place == bindparam("at_place"))
_IN_A_DRAFT = (
    sa.select(form_drafts.c.place).where(sa.type_coerce(form_drafts.c.fields, sa.Text).contains(bindparam("id"))).limit(1)
)

_ATTACHMENT = by_id(attachments, "kept")
_SOME = sa.select(*columns(attachments, "kept")).where(attachments.c.id.in_(bindparam("ids", expanding=True)))
_OLDEST_FIRST = (attachments.c.uploaded_at, attachments.c.id)
_OF_INSTANCE = (
    sa.select(*columns(attachments, "kept")).where(attachments.c.instance_id == bindparam("instance")).order_by(*_OLDEST_FIRST)
)
_OF_TASK = sa.select(*columns(attachments, "kept")).where(attachments.c.task_id == bindparam("task")).order_by(*_OLDEST_FIRST)
_CONTENT = sa.select(attachment_contents.c.content).where(attachment_contents.c.digest == bindparam("digest"))
_KNOWN = sa.select(attachment_contents.c.digest).where(attachment_contents.c.digest == bindparam("digest"))
_NEWEST = sa.select(sa.func.max(attachments.c.version)).where(
    attachments.c.task_id == bindparam("task"), attachments.c.field == bindparam("field")
)
_ADD_CONTENT = Upsert(attachment_contents, "digest")
_ADD = sa.insert(attachments)
_SCANNED = (
    sa.update(attachments)
    .where(attachments.c.id == bindparam("key_id"))
    .values(scan=bindparam("new_scan"), finding=bindparam("new_finding"))
)
_KEEP = sa.update(attachments).where(attachments.c.id == bindparam("key_id")).values(kept=True)
_PLACE = (
    sa.update(attachments)
    .where(attachments.c.id == bindparam("key_id"), attachments.c.instance_id.is_(None))
    .values(instance_id=bindparam("new_instance"))
)
_IS_KEPT = sa.select(attachments.c.kept).where(attachments.c.id == bindparam("id"))
_DROP = sa.delete(attachments).where(attachments.c.id == bindparam("key_id"))
_DROP_CONTENT = sa.delete(attachment_contents).where(
    attachment_contents.c.digest == bindparam("of_digest"),
    ~sa.exists().where(attachments.c.digest == attachment_contents.c.digest),
)

_REMARK = by_id(remarks)
_LAST_REMARKS = (
    sa.select(remarks)
    .where(remarks.c.instance_id == bindparam("instance"))
    .order_by(remarks.c.at.desc(), remarks.c.id.desc())
    .limit(MOST_SHOWN)
)
_KEEP_REMARK = Upsert(remarks, "id")
_QUESTION = by_id(questions)
_ABOUT = (
    sa.select(questions)
    .where(questions.c.task_id.in_(bindparam("tasks", expanding=True)))
    .order_by(questions.c.asked_at, questions.c.id)
)
_WAITING = (
    sa.select(questions)
    .join(user_tasks, user_tasks.c.id == questions.c.task_id)
    .where(questions.c.asked_to == bindparam("person"), questions.c.answered_at.is_(None), questions.c.withdrawn_at.is_(None))
    .where(user_tasks.c.state == TaskState.OPEN)
    .order_by(questions.c.asked_at, questions.c.id)
)
_KEEP_QUESTION = Upsert(questions, "id")


class _FormDrafts(Transaction):
    """Drafts of forms."""

    def form_draft(self, place: str, author: str) -> FormDraft | None:
        self._alone(f"form draft {place} {author}")
        row = self._row(_DRAFT, place=place, author=author)
        return None if row is None else FormDraft(**row._mapping)

    def form_drafts(self, place: str) -> list[FormDraft]:
        return [FormDraft(**row._mapping) for row in self._rows(_DRAFTS, place=place)]

    def form_drafts_at(self, author: str, places: Iterable[str]) -> set[str]:
        asked = list(places)
        return {row.place for row in self._rows(_DRAFTS_AT, author=author, places=asked)} if asked else set()

    def save_form_draft(self, draft: FormDraft) -> None:
        self._run(_KEEP_DRAFT, vars(draft))

    def drop_form_draft(self, place: str, author: str) -> None:
        self._run(_DROP_DRAFT, {"at_place": place, "by_author": author})

    def drop_form_drafts(self, place: str) -> None:
        self._run(_DROP_DRAFTS, {"at_place": place})

    def is_in_a_draft(self, attachment_id: str) -> bool:
        return self._row(_IN_A_DRAFT, id=attachment_id) is not None


class _Attachments(Transaction):
    """Files, their contents stored once."""

    def attachment(self, id: str) -> Attachment:
        return Attachment(**self._one(_ATTACHMENT, "attachment", id)._mapping)

    def attachments(self, ids: Iterable[str]) -> dict[str, Attachment]:
        asked = list(ids)
        rows = self._rows(_SOME, ids=asked) if asked else ()
        return {row.id: Attachment(**row._mapping) for row in rows}

    def attachments_of(self, instance_id: str) -> list[Attachment]:
        return [Attachment(**row._mapping) for row in self._rows(_OF_INSTANCE, instance=instance_id)]

    def attachments_of_task(self, task_id: str) -> list[Attachment]:
        return [Attachment(**row._mapping) for row in self._rows(_OF_TASK, task=task_id)]

    def attachment_content(self, digest: str) -> bytes:
        row = self._row(_CONTENT, digest=digest)
        if row is None:
            raise NotFound("The content of this file is not here.", digest=digest)
        return bytes(row.content)

    def next_attachment_version(self, task_id: str, field: str) -> int:
        self._alone(f"attachment {task_id} {field}")
        row = self._row(_NEWEST, task=task_id, field=field)
        return ((row[0] or 0) if row else 0) + 1

    def add_attachment(self, attachment: Attachment, content: bytes, kept: bool) -> None:
        self._alone(f"content {attachment.digest}")
        if self._row(_KNOWN, digest=attachment.digest) is None:
            self._run(_ADD_CONTENT, {"digest": attachment.digest, "content": content})
        self._run(_ADD, {**vars(attachment), "kept": kept})

    def save_attachment(self, attachment: Attachment) -> None:
        self._run(_SCANNED, {"key_id": attachment.id, "new_scan": attachment.scan, "new_finding": attachment.finding})

    def keep_attachments(self, ids: Iterable[str], instance_id: str | None) -> None:
        for id in ids:
            self._run(_KEEP, {"key_id": id})
            if instance_id is not None:
                self._run(_PLACE, {"key_id": id, "new_instance": instance_id})

    def is_kept(self, attachment_id: str) -> bool:
        row = self._row(_IS_KEPT, id=attachment_id)
        return row is not None and bool(row.kept)

    def drop_attachment(self, id: str) -> None:
        digest = self.attachment(id).digest
        self._alone(f"content {digest}")
        self._run(_DROP, {"key_id": id})
        self._run(_DROP_CONTENT, {"of_digest": digest})


class FillingWriter(_FormDrafts, _Attachments):
    """Drafts of forms, attachments, remarks and questions about tasks."""

    def remark(self, id: str) -> Remark:
        self._alone(f"remark {id}")
        return Remark(**self._one(_REMARK, "remark", id)._mapping)

    def remarks_of(self, instance_id: str) -> list[Remark]:
        return [Remark(**row._mapping) for row in reversed(self._rows(_LAST_REMARKS, instance=instance_id))]

    def save_remark(self, remark: Remark) -> None:
        self._run(_KEEP_REMARK, vars(remark))

    def question(self, id: str) -> Question:
        self._alone(f"question {id}")
        return Question(**self._one(_QUESTION, "question", id)._mapping)

    def questions_about(self, task_ids: Iterable[str]) -> list[Question]:
        asked = list(task_ids)
        return [Question(**row._mapping) for row in self._rows(_ABOUT, tasks=asked)] if asked else []

    def open_questions(self, asked_to: str) -> list[Question]:
        return [Question(**row._mapping) for row in self._rows(_WAITING, person=asked_to)]

    def save_question(self, question: Question) -> None:
        self._run(_KEEP_QUESTION, vars(question))
