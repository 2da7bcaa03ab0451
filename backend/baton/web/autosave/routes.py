"""Drafts of forms: saved, taken over, thrown away."""

from flask import Blueprint, Flask, Response, flash, jsonify, request

from baton.domain.actors import Actor
from baton.domain.errors import Conflict
from baton.domain.working.form_drafts import of_start, of_task
from baton.usecases.filling import form_drafts
from baton.web.autosave.view import device_name, typed
from baton.web.fragments import go
from baton.web.language.catalog import say as _
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.words import iso

blueprint = Blueprint("autosave", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.post("/tasks/<id>/draft")
@rule("task.see")
def of_a_task(id: str) -> Response:
    return saved(current_actor(), of_task(id))


@blueprint.post("/start/<key>/draft")
@rule("process.start")
def of_a_start(key: str) -> Response:
    return saved(current_actor(), of_start(key))


@blueprint.post("/tasks/<id>/draft/discard")
@rule("task.see")
def discard_of_task(id: str) -> Response:
    form_drafts.discard(platform(), current_actor(), of_task(id))
    flash(_("The draft is discarded."))
    return go(f"/tasks/{id}")


@blueprint.post("/start/<key>/draft/discard")
@rule("process.start")
def discard_of_start(key: str) -> Response:
    form_drafts.discard(platform(), current_actor(), of_start(key))
    flash(_("The draft is discarded."))
    return go(f"/start/{key}")


@blueprint.post("/tasks/<id>/draft/take")
@rule("task.complete")
def take(id: str) -> Response:
    form_drafts.take_over(platform(), current_actor(), id, request.form.get("author", ""))
    return go(f"/tasks/{id}")


def saved(actor: Actor, place: str) -> Response:
    """Save what a script sends; what it says to the person comes along, in their language."""
    try:
        draft = form_drafts.save(platform(), actor, place, typed(request))
    except Conflict as refusal:
        if "revision" not in refusal.details:
            raise
        answer = jsonify(
            revision=refusal.details["revision"], on=device_name(str(refusal.details["device"])),
            at=iso(refusal.details["saved_at"]),  # type: ignore[arg-type]
            text=_("This form was changed in another tab or on another device meanwhile. Nothing is lost: choose which state stays."),
            keep=_("Keep what I see here"), take=_("Take the other one"),
        )  # fmt: skip
        answer.status_code = 409
        return answer
    return jsonify(revision=draft.revision, at=iso(draft.saved_at), text=_("Draft saved"))
