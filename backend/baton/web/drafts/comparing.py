"""Two states of a model beside each other: the changes in words, and pictures where scripts run."""

import json
from dataclasses import dataclass

from flask import Blueprint, Response, request

from baton.domain.changes import ChangeKind, FileChanges
from baton.domain.errors import InvalidInput
from baton.domain.policy import can
from baton.usecases.drafts import comparing
from baton.usecases.drafts.comparing import Side
from baton.web.bodies import bare_name
from baton.web.fragments import show
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("draft_comparing", __name__)


@dataclass(frozen=True)
class FileView:
    """One file of the comparison. ``pictures`` is what the island draws: both diagrams and what is marked on them."""

    changes: FileChanges
    pictures: str = ""


@dataclass(frozen=True)
class ComparePage:
    """``before`` and ``after`` with the people who made them; ``count`` changes that are more than a moved shape."""

    before: Side
    after: Side
    before_by: str
    after_by: str
    files: tuple[FileView, ...]
    same: tuple[str, ...]
    count: int


@blueprint.get("/compare")
@rule("definition.see")
def compare() -> Response:
    """``a`` and ``b`` are draft:ID, draft:ID:NUMBER or definition:ID."""
    a, b = request.args.get("a", ""), request.args.get("b", "")
    if not a or not b:
        raise InvalidInput("Choose two versions to compare.")
    actor = current_actor()
    return _page(comparing.side(platform(), actor, a), comparing.side(platform(), actor, b))


@blueprint.post("/models/<id>/compare")
@rule("model.edit")
def compare_unsaved(id: str) -> Response:
    """What is stored, beside what the sender has drawn and not saved. Stores nothing."""
    name, xml = bare_name(request.form.get("name", "")), request.form.get("xml", "")
    if not name or not xml.strip():
        raise InvalidInput("Send the file's name and its XML.")
    return _page(*comparing.unsaved(platform(), current_actor(), id, {name: xml.encode()}))


def _page(before: Side, after: Side) -> Response:
    found = comparing.changes(platform(), before.files, after.files)
    names = person_names([before.by, after.by])
    views = tuple(_view(one, before, after) for one in found if one.kind is not None)
    changes = [change for one in found for change in one.comparison.changes]
    whole = sum(one.kind in (ChangeKind.ADDED, ChangeKind.REMOVED) for one in found)
    page = ComparePage(
        before, after, names[before.by], names[after.by], views, tuple(one.file for one in found if one.kind is None),
        whole + sum(change.kind is not ChangeKind.MOVED for change in changes),
    )  # fmt: skip
    return show("drafts/compare.html", "page", view=page, edits=can(current_actor(), "model.edit"))


def _view(found: FileChanges, before: Side, after: Side) -> FileView:
    if found.language != "bpmn" or found.kind is not ChangeKind.CHANGED:
        return FileView(found)
    both = {"before": before.files[found.file], "after": after.files[found.file]}
    text = {side: content.decode("utf-8", errors="replace") for side, content in both.items()}
    return FileView(found, as_script_data({**text, "marks": found.marks}))


def as_script_data(value: object) -> str:
    """JSON that is safe inside a script element."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
