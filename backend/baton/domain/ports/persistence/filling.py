"""What people gather while they fill in a form."""

from collections.abc import Iterable
from typing import Protocol

from baton.domain.working.attachments import Attachment
from baton.domain.working.form_drafts import FormDraft
from baton.domain.working.remarks import Question, Remark


class FormDrafts(Protocol):
    """Drafts of forms, one per place and author."""

    def form_draft(self, place: str, author: str) -> FormDraft | None:
        """In a transaction that writes, nobody else saves this draft until it ends."""

    def form_drafts(self, place: str) -> list[FormDraft]:
        """Everybody's, the newest first."""

    def form_drafts_at(self, author: str, places: Iterable[str]) -> set[str]:
        """At which of these places the author has a draft."""

    def save_form_draft(self, draft: FormDraft) -> None: ...
    def drop_form_draft(self, place: str, author: str) -> None: ...
    def drop_form_drafts(self, place: str) -> None:
        """Everybody's: the form was sent."""

    def is_in_a_draft(self, attachment_id: str) -> bool:
        """Whether a draft somewhere still has the file."""


class Attachments(Protocol):
    """Files, their contents stored once."""

    def attachment(self, id: str) -> Attachment:
        """Raises ``NotFound``."""

    def attachments(self, ids: Iterable[str]) -> dict[str, Attachment]: ...
    def attachments_of(self, instance_id: str) -> list[Attachment]:
        """Oldest first, with those that were never sent."""

    def attachments_of_task(self, task_id: str) -> list[Attachment]: ...
    def attachment_content(self, digest: str) -> bytes:
        """Raises ``NotFound``."""

    def next_attachment_version(self, task_id: str, field: str) -> int:
        """Nobody else gets the same one: in a transaction that writes, the others wait for it."""

    def add_attachment(self, attachment: Attachment, content: bytes, kept: bool) -> None: ...
    def save_attachment(self, attachment: Attachment) -> None: ...
    def keep_attachments(self, ids: Iterable[str], instance_id: str | None) -> None:
        """They belong to something from now on; those without an instance, to this one."""

    def is_kept(self, attachment_id: str) -> bool: ...
    def drop_attachment(self, id: str) -> None:
        """And its content, when no other attachment has the same."""


class Remarks(Protocol):
    """What people say about tasks and instances, and what they ask."""

    def remark(self, id: str) -> Remark:
        """Raises ``NotFound``."""

    def remarks_of(self, instance_id: str) -> list[Remark]:
        """The last ``MOST_SHOWN``, oldest first, those about its tasks among them."""

    def save_remark(self, remark: Remark) -> None: ...
    def question(self, id: str) -> Question:
        """Raises ``NotFound``."""

    def questions_about(self, task_ids: Iterable[str]) -> list[Question]:
        """Oldest first, answered ones among them."""

    def open_questions(self, asked_to: str) -> list[Question]:
        """Those about open tasks that wait for this person, oldest first."""

    def save_question(self, question: Question) -> None: ...


class Filling(FormDrafts, Attachments, Remarks, Protocol):
    """Drafts of forms, attachments, remarks and questions about tasks."""
