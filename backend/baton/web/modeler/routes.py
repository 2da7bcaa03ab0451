"""Drafts of process models and the modeler's page; every step works as a plain form as well."""

from urllib.parse import quote

from flask import Blueprint, Flask, Response, flash, request, url_for

from baton.domain.errors import InvalidInput, NotFound
from baton.domain.modelling import Draft
from baton.usecases import modelling
from baton.usecases.drafts.transport import unzipped
from baton.web.bodies import uploaded
from baton.web.fragments import go, show
from baton.web.modeler.pages import definition_page, draft_page, drawing_of, is_drawing, models
from baton.web.modeler.starter import starter
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("modeler", __name__)
ACCEPTED = (".bpmn", ".dmn", ".json", ".xml", ".bpmn2", ".form", ".scenario.toml")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/models")
@rule("model.edit")
def listing() -> Response:
    return show("modeler/list.html", "page", view=models(current_actor(), request.args.get("after")))


@blueprint.get("/models/new")
@rule("model.edit")
def new() -> Response:
    return show("modeler/new.html", "page")


@blueprint.post("/models")
@rule("model.edit")
def create() -> Response:
    name = request.form.get("name", "").strip()[:200]
    try:
        draft = modelling.new_draft(platform(), current_actor(), name, starter(name))
    except InvalidInput as refusal:
        return show("modeler/new.html", "page", 422, refusal=str(refusal), name=name)
    return go(f"/models/{draft.id}")


@blueprint.post("/models/import")
@rule("model.edit")
def import_files() -> Response:
    """A new draft from uploaded files, drawn elsewhere."""
    try:
        files = _files()
        title = next((name for name in sorted(files) if is_drawing(name)), next(iter(sorted(files)))).split(".")[0]
        named = request.form.get("name", "").strip()[:200] or title
        draft, remarks = modelling.import_files(platform(), current_actor(), named, files)
    except InvalidInput as refusal:
        return show("modeler/new.html", "page", 422, refusal=str(refusal), problems=refusal.problems)
    flash(f"{len(files)} file{'s' if len(files) > 1 else ''} imported.")
    if remarks:
        flash(
            f"{len(remarks)} thing{'s' if len(remarks) > 1 else ''} of another engine could not be taken over; the problem list names them."
        )
    return go(f"/models/{draft.id}")


@blueprint.get("/models/<id>")
@rule("model.edit")
def draft(id: str) -> Response:
    actor = current_actor()
    found = modelling.draft(platform(), actor, id)
    return show("modeler/draft.html", "page", view=draft_page(actor, found, request.args.get("file")))


@blueprint.post("/models/<id>/files")
@rule("model.edit")
def add_files(id: str) -> Response:
    """Add or replace files of the draft by uploading them."""
    actor = current_actor()
    files = _files()
    modelling.save_draft(platform(), actor, id, files, modelling.draft(platform(), actor, id).revision)
    flash(f"{', '.join(sorted(files))} stored.")
    return go(f"/models/{id}")


@blueprint.get("/models/<id>/model.xml")
@rule("model.edit")
def drawing(id: str) -> Response:
    found = modelling.draft(platform(), current_actor(), id)
    return _file(found, drawing_of(found, request.args.get("file")), "application/xml")


@blueprint.get("/models/<id>/files/<name>")
@rule("model.edit")
def download(id: str, name: str) -> Response:
    return _file(modelling.draft(platform(), current_actor(), id), name, "application/octet-stream")


@blueprint.get("/definitions/<id>")
@rule("definition.see")
def definition(id: str) -> Response:
    with platform().store.read() as uow:
        found = uow.definition(id)
    return show("modeler/definition.html", "page", view=definition_page(found))


@blueprint.get("/definitions/<id>/files/<name>")
@rule("definition.see")
def definition_file(id: str, name: str) -> Response:
    with platform().store.read() as uow:
        found = uow.definition(id)
    if name not in found.files:
        raise NotFound(f"This version has no file {name}.")
    return attachment(name, found.files[name])


@blueprint.post("/definitions/<id>/draft")
@rule("model.edit")
def edit_definition(id: str) -> Response:
    """A draft of everything that was deployed with it, opened where this process is drawn."""
    draft = modelling.draft_of(platform(), current_actor(), id)
    with platform().store.read() as uow:
        file = uow.definition(id).outline.file
    return go(url_for("modeler.draft", id=draft.id, file=file))


def attachment(name: str, content: bytes, mimetype: str = "application/octet-stream") -> Response:
    """A download that no browser shows as a page of ours."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _file(draft: Draft, name: str, mimetype: str) -> Response:
    if name not in draft.files:
        raise NotFound(f"The draft “{draft.name}” has no file {name}.".replace("  ", " "))
    return attachment(name, draft.files[name], mimetype)


def _files() -> dict[str, bytes]:
    """The uploaded files, those in zip archives among them."""
    files: dict[str, bytes] = {}
    for name, content in uploaded("files").items():
        files |= unzipped(platform(), current_actor(), content) if name.lower().endswith(".zip") else {name: content}
    if not files:
        raise InvalidInput("Choose at least one file.")
    if foreign := sorted(name for name in files if not name.lower().endswith(ACCEPTED)):
        raise InvalidInput(f"{', '.join(foreign)}: only BPMN, DMN and form files, or a zip of them, can be imported here.")
    return files
