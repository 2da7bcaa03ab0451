"""Decisions as pages; every step works as a plain form as well."""

from urllib.parse import quote

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import InvalidInput
from baton.usecases import modelling
from baton.usecases.decisions import files, reading
from baton.usecases.decisions.files import NewDecision
from baton.web.bodies import uploaded
from baton.web.decisions import island
from baton.web.decisions.pages import decision_page, decisions, deployed_page, new_page
from baton.web.fragments import go, show
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("decisions", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(island.blueprint)


@blueprint.get("/decisions")
@rule("model.edit")
def listing() -> Response:
    return show("decisions/list.html", "page", view=decisions(current_actor()))


@blueprint.get("/models/<id>/decisions/new")
@rule("model.edit")
def new(id: str) -> Response:
    return _new(id, request.args.get("element", ""))


@blueprint.post("/models/<id>/decisions")
@rule("model.edit")
def create(id: str) -> Response:
    """A new decision file; the task it is made for asks it from then on."""
    form = request.form
    named = [name.strip() for name in form.get("more", "").split(",") if name.strip()]
    inputs = [(name, form.get(f"kind.{name}", "string")) for name in form.getlist("input")] + [(name, "string") for name in named]
    wanted = NewDecision(form.get("name", "")[:200], inputs, form.get("output", "result")[:100], form.get("element", ""))
    try:
        _, file = files.create(platform(), current_actor(), id, wanted)
    except InvalidInput as refusal:
        return _new(id, wanted.element, 422, str(refusal))
    flash(f"{wanted.name.strip()} is there; now give it rules.")
    return go(f"/models/{id}/decisions/{quote(file)}")


@blueprint.get("/models/<id>/decisions/<file>")
@rule("model.edit")
def page(id: str, file: str) -> Response:
    actor = current_actor()
    return show("decisions/page.html", "main", view=decision_page(actor, modelling.draft(platform(), actor, id), file))


@blueprint.post("/models/<id>/decisions/<file>/file")
@rule("model.edit")
def replace(id: str, file: str) -> Response:
    """Put an uploaded file in the place of this one, if nobody else saved since the page was shown."""
    actor = current_actor()
    kept = modelling.draft(platform(), actor, id)
    reading.content_of(kept, file)
    content = next(iter(uploaded("file").values()), b"")
    if not content.strip():
        raise InvalidInput("Choose the DMN file that takes the place of this one.")
    seen = request.form.get("revision", "")
    modelling.save_draft(platform(), actor, id, {file: content}, int(seen) if seen.isdecimal() else kept.revision)
    flash(f"{file} is replaced.")
    return go(f"/models/{id}/decisions/{quote(file)}")


@blueprint.post("/models/<id>/decisions/<file>/rename")
@rule("model.edit")
def rename(id: str, file: str) -> Response:
    _, name = files.rename(platform(), current_actor(), id, file, request.form.get("name", ""))
    flash(f"The file is called {name} now.")
    return go(f"/models/{id}/decisions/{quote(name)}")


@blueprint.post("/models/<id>/decisions/<file>/delete")
@rule("model.edit")
def delete(id: str, file: str) -> Response:
    files.remove(platform(), current_actor(), id, file)
    flash(f"{file} is removed from the draft.")
    return go(f"/models/{id}")


@blueprint.get("/definitions/<id>/decisions/<file>")
@rule("definition.see")
def deployed(id: str, file: str) -> Response:
    with platform().store.read() as uow:
        found = uow.definition(id)
    return show("decisions/deployed.html", "page", view=deployed_page(found, file))


def _new(id: str, element: str, status: int = 200, refusal: str = "") -> Response:
    actor = current_actor()
    view = new_page(actor, modelling.draft(platform(), actor, id), element)
    return show("decisions/new.html", "page", status, view=view, refusal=refusal, sent=request.form)
