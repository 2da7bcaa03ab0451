"""The builder of one form: shown, edited by any button, tried, stored, downloaded."""

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, InvalidInput, NotFound
from baton.domain.modelling import Draft
from baton.usecases import modelling
from baton.usecases.forms import files, renaming
from baton.web.builder import trying
from baton.web.builder.acting import act
from baton.web.builder.page import address, page
from baton.web.builder.sitting import FORM, JSON, PREVIEW, VIEWS, Sitting, resumed
from baton.web.fragments import go, show
from baton.web.modeler.routes import attachment
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.words import spoken

blueprint = Blueprint("builder", __name__)


@blueprint.get("/models/<id>/forms/<file>")
@rule("model.edit")
def opened(id: str, file: str) -> Response:
    kept, found = files.opened(platform(), current_actor(), id, file)
    view = request.args.get("view", FORM)
    if isinstance(found, InvalidInput):
        sitting = Sitting(id, file, files.new_document(file), kept.revision, JSON, problems=list(found.problems))
        sitting.typed = kept.files[file].decode("utf-8", "replace")
    else:
        sitting = Sitting(id, file, found, kept.revision, view if view in VIEWS else FORM, request.args.get("field", ""))
    return _shown(kept, sitting)


@blueprint.post("/models/<id>/forms/<file>")
@rule("model.edit")
def edited(id: str, file: str) -> Response:
    """One press of a button. What was typed into the panel or the JSON view is taken over first, whichever button it was."""
    actor = current_actor()
    kept = modelling.draft(platform(), actor, id)
    if file not in kept.files:
        raise NotFound(f"The draft has no form {file}.")
    sitting = resumed(id, file, request.form)
    do = request.form.get("do", "apply")
    act(sitting, do, request.form, _stored_paths(kept, file))
    if "~op" in request.form or do in ("try", "sample"):
        trying.tried(sitting, "sample" if do == "sample" else "")
    elif sitting.view == PREVIEW == request.form.get("view"):
        trying.kept(sitting)
    if do in ("save", "carry"):
        return _saved(actor, kept, sitting, carry=do == "carry")
    if do == "leave":
        sitting.renames = ()
    if do == "save-copy":
        _, name = files.store_copy(platform(), actor, (id, file), sitting.document)
        flash(f"Your form is stored as {name}.")
        return go(address(id, name))
    if do == "export":
        text = sitting.typed if sitting.typed is not None else sitting.text
        return attachment(file, text.encode(), "application/json")
    return _shown(kept, sitting, _status(sitting))


def _saved(actor: Actor, kept: Draft, sitting: Sitting, *, carry: bool) -> Response:
    """Store the last good form, with everything that follows its new keys where that is wished. What cannot be stored yet stays
    on the page."""
    if sitting.typed is not None or any(problem.level != "warning" for problem in sitting.problems):
        return _shown(kept, sitting, 422)
    try:
        place = (kept.id, sitting.file)
        if carry:
            saved, count = renaming.carry(platform(), actor, place, sitting.document, sitting.revision, sitting.renames)
            sitting.renames = ()
            sitting.notice = (
                f"Saved; {count} other place{'s' if count != 1 else ''} changed along. One version back is as before."
            )
        else:
            saved = files.store(platform(), actor, place, sitting.document, sitting.revision)
    except Conflict:
        newest = modelling.draft(platform(), actor, kept.id)
        name = person_names([newest.saved_by])[newest.saved_by]
        sitting.conflict = f"{name} saved this form at {spoken(newest.saved_at)}. Yours is on this page and not stored."
        return _shown(newest, sitting, 409)
    sitting.revision = saved.revision
    return _shown(saved, sitting)


def _status(sitting: Sitting) -> int:
    return 422 if sitting.typed is not None or sitting.trial or any(one.level != "warning" for one in sitting.problems) else 200


def _stored_paths(kept: Draft, file: str) -> frozenset[str]:
    try:
        document = platform().forms.building.open(kept.files, file)
    except InvalidInput:
        return frozenset()
    return frozenset(line.path for line in platform().forms.building.lines(document))


def _shown(kept: Draft, sitting: Sitting, status: int = 200) -> Response:
    return show("builder/page.html", "builder", status, view=page(current_actor(), kept, sitting))


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
