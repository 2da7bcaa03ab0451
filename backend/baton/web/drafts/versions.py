"""The versions of a draft: listed, named, brought back; and the draft renamed, put in the bin, taken out of it."""

from flask import Blueprint, Response, flash, jsonify, request

from baton.usecases.drafts import versions
from baton.web.drafts.view import versions_page
from baton.web.fragments import go, show
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.words import iso

blueprint = Blueprint("draft_versions", __name__)


@blueprint.get("/models/<id>/versions")
@rule("model.edit")
def listing(id: str) -> Response:
    return show("drafts/versions.html", "page", view=versions_page(current_actor(), id))


@blueprint.get("/models/<id>/versions.json")
@rule("model.edit")
def as_json(id: str) -> Response:
    """The same list for the modeler's side."""
    page = versions_page(current_actor(), id)
    return jsonify({
        "name": page.name, "revision": page.revision, "live": {"badge": page.live.badge.text, "story": page.live.story},
        "versions": [
            {"number": line.number, "name": line.name, "note": line.note, "kind": line.kind, "by": line.by, "at": iso(line.at),
             "what": line.what, "now": line.now, "live": line.live}
            for line in page.lines
        ],
    })  # fmt: skip


@blueprint.post("/models/<id>/versions/<int:number>/name")
@rule("model.edit")
def name(id: str, number: int) -> Response:
    """Give a version a name, so that it is never thinned out."""
    given = request.get_json() if request.is_json else request.form
    named = (str(given.get("name") or ""), str(given.get("note") or ""))
    kept = versions.name_version(platform(), current_actor(), id, number, named)
    if request.is_json:
        return jsonify({"number": kept.number, "name": kept.name})
    flash(f"Version {number} is called “{kept.name}” now." if kept.name else f"Version {number} has no name any more.")
    return go(f"/models/{id}/versions")


@blueprint.post("/models/<id>/versions/<int:number>/restore")
@rule("model.edit")
def restore(id: str, number: int) -> Response:
    made = versions.restore(platform(), current_actor(), id, number)
    if request.is_json:
        return jsonify({"version": made.revision})
    flash(f"The draft is what it was in version {number}. What it was until now is version {made.revision - 1}.")
    return go(f"/models/{id}/versions")


@blueprint.post("/models/<id>/name")
@rule("model.edit")
def rename(id: str) -> Response:
    renamed = versions.rename(platform(), current_actor(), id, request.form.get("name", ""))
    flash(f"The draft is called “{renamed.name}” now.")
    return go(f"/models/{id}/versions")


@blueprint.post("/models/<id>/remove")
@rule("model.edit")
def remove(id: str) -> Response:
    """Into the bin, from where it can be taken back."""
    removed = versions.remove(platform(), current_actor(), id)
    flash(f"“{removed.name}” is in the bin. Open the bin to take it back.")
    return go("/models")


@blueprint.get("/models/bin")
@rule("model.edit")
def bin() -> Response:
    found = versions.bin(platform(), current_actor())
    names = person_names(draft.saved_by for draft in found)
    return show("drafts/bin.html", "page", drafts=found, names=names)


@blueprint.post("/models/<id>/bring-back")
@rule("model.edit")
def bring_back(id: str) -> Response:
    draft = versions.bring_back(platform(), current_actor(), id)
    flash(f"“{draft.name}” is out of the bin.")
    return go(f"/models/{id}")


@blueprint.post("/models/<id>/drop")
@rule("model.edit")
def drop(id: str) -> Response:
    """Out of the bin for good."""
    draft = versions.drop(platform(), current_actor(), id)
    flash(f"“{draft.name}” and its versions are deleted.")
    return go("/models/bin")
