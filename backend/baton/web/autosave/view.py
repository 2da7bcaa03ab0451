"""What a page says about the draft of its form, and the fields as they were left."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Request, request

from baton.domain.actors import Actor
from baton.domain.engine import Variables
from baton.domain.forms import Form
from baton.domain.working.attachments import LARGEST_FILE
from baton.domain.working.form_drafts import FormDraft, of_start, of_task
from baton.usecases.filling import form_drafts
from baton.usecases.filling.form_drafts import Typed
from baton.web.autosave.spot import stay
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.language.choice import seen
from baton.web.naming import person_names
from baton.web.wired import platform

SAVE, SAVE_ANYWAY = "draft", "draft-anyway"
REVISION = "~revision"
_NOT_KEPT = frozenset({"csrf_token", "~op", REVISION, "back", "outcome"})
_DEVICES = {"phone": later("phone"), "tablet": later("tablet"), "computer": later("computer")}


@dataclass(frozen=True)
class OtherDraft:
    """What somebody typed who had the task before."""

    author: str
    name: str
    saved_at: datetime


@dataclass(frozen=True)
class DraftView:
    """The draft of the form on this page. ``address``: where it is saved, with ``/discard`` and ``/take`` below it; ``files``: where
    the form's files go while it is filled in; ``restored``: the page shows the draft; ``conflict``: another tab or device saved
    another one meanwhile; ``largest_file``: in bytes."""

    address: str
    files: str
    revision: int = 0
    saved_at: datetime | None = None
    device: str = ""
    restored: bool = False
    conflict: bool = False
    others: tuple[OtherDraft, ...] = ()
    largest_file: int = LARGEST_FILE


def task_draft(actor: Actor, task_id: str) -> DraftView:
    """What the page of a task says; ``restored`` is the page's to set."""
    others = form_drafts.others(platform(), actor, task_id)
    names = person_names(draft.author for draft in others)
    told = tuple(OtherDraft(draft.author, names.get(draft.author, draft.author), draft.saved_at) for draft in others)
    return _view(f"/tasks/{task_id}", form_drafts.mine(platform(), actor, of_task(task_id)), told)


def start_draft(actor: Actor, key: str) -> DraftView:
    """What the page of a start form says."""
    return _view(f"/start/{key}", form_drafts.mine(platform(), actor, of_start(key)))


def draft_at(actor: Actor, place: str) -> DraftView:
    """What the page says about the draft at this place."""
    kind, id = place.split(":", 1)
    return task_draft(actor, id) if kind == "task" else start_draft(actor, id)


def left(form: Form, actor: Actor, place: str, initial: Variables) -> dict[str, Any] | None:
    """The values of the actor's draft, also those that are no values of their type; None where there is none."""
    draft = form_drafts.mine(platform(), actor, place)
    if draft is None:
        return None
    fields = {name: list(texts) for name, texts in draft.fields.items()}
    submission = platform().forms.decode(form, fields, initial, seen())
    stay(submission.spot)
    return dict(submission.values)


def typed(given: Request, fields: dict[str, list[str]] | None = None) -> Typed:
    """What this request brings of a form: every field as it was typed."""
    found = fields if fields is not None else given.form.to_dict(flat=False)
    kept = {name: tuple(texts) for name, texts in found.items() if name not in _NOT_KEPT}
    revision = given.form.get(REVISION, "")
    anyway = given.form.get("~op") == SAVE_ANYWAY
    return Typed(kept, int(revision) if revision.isdecimal() and len(revision) < 9 and not anyway else None, _device(given))


def device_name(device: str) -> str:
    """What it was typed on, in the reader's words."""
    return _(_DEVICES[device]) if device in _DEVICES else ""


def _view(address: str, draft: FormDraft | None, others: tuple[OtherDraft, ...] = ()) -> DraftView:
    if draft is None:
        return DraftView(f"{address}/draft", f"{address}/attachments", others=others)
    device = draft.device if draft.device != _device(request) else ""
    return DraftView(
        f"{address}/draft", f"{address}/attachments", draft.revision, draft.saved_at, device_name(device), others=others
    )


def _device(given: Request) -> str:
    agent = given.headers.get("User-Agent", "")
    if "iPad" in agent or ("Android" in agent and "Mobile" not in agent):
        return "tablet"
    return "phone" if "Mobi" in agent else "computer"
