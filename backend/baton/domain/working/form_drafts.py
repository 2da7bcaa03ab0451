"""Drafts of forms: what somebody has typed so far, as they typed it, before they send it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime


def of_task(task_id: str) -> str:
    """The place of drafts of that task's form."""
    return f"task:{task_id}"


def of_start(definition_key: str) -> str:
    """The place of drafts of that process's start form."""
    return f"start:{definition_key}"


@dataclass(frozen=True)
class FormDraft:
    """What ``author`` typed into the form at ``place``: the fields as the page posted them, so that a text where a number should
    stand survives. ``revision`` counts the times it was saved; ``device`` says in a word what it was typed on."""

    place: str
    author: str
    saved_at: datetime
    revision: int = 0
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    device: str = ""

    def saved(self, fields: Mapping[str, tuple[str, ...]], now: datetime, device: str) -> "FormDraft":
        """The next revision."""
        return replace(self, fields=fields, saved_at=now, device=device, revision=self.revision + 1)
