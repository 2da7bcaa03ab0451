"""Files: sent while a form is filled in, shown, and given out."""

from flask import Blueprint, Flask, Response, jsonify, request

from baton.domain.errors import InvalidInput, NotFound, said
from baton.domain.forms import EMPTY_FORM
from baton.domain.policy import require
from baton.usecases import tasks
from baton.usecases.instances import visible_instance
from baton.web.attachments import serving
from baton.web.attachments.taking import FormPlace, take
from baton.web.attachments.view import file_page, file_size, files_of_instance
from baton.web.fragments import show
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("attachments", __name__)
# What the preview page may frame: the browser's own PDF viewer, of this site.
_PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.filters["file_size"] = file_size


@blueprint.post("/tasks/<id>/attachments")
@rule("task.see")
def to_task(id: str) -> Response:
    """A file of a task's form, sent before the form is."""
    actor = current_actor()
    opened = tasks.open_form(platform(), actor, id)
    opened.task.require_open()
    require(actor, "task.complete", opened.task)
    return kept_now(FormPlace(actor, opened.form, id, opened.task.instance_id))


@blueprint.post("/start/<key>/attachments")
@rule("process.start")
def to_start(key: str) -> Response:
    """A file of a start form."""
    with platform().store.read() as uow:
        definition = uow.latest_definition(key)
    start = next((one for one in definition.outline.starts if one.kind == "none"), None) if definition else None
    if definition is None or start is None:
        raise NotFound
    form = platform().forms.load(definition.files, start.form) if start.form else EMPTY_FORM
    return kept_now(FormPlace(current_actor(), form))


@blueprint.get("/tasks/<id>/attachments")
@rule("task.see")
def of_task(id: str) -> Response:
    """The files of the instance that the task belongs to."""
    actor = current_actor()
    task = tasks.visible_task(platform(), actor, id)
    visible_instance(platform(), actor, task.instance_id)
    return show("attachments/list.html", "files", files=files_of_instance(task.instance_id), back=f"/tasks/{id}")


@blueprint.get("/instances/<id>/attachments")
@rule("instance.see")
def of_instance(id: str) -> Response:
    visible_instance(platform(), current_actor(), id)
    return show("attachments/list.html", "files", files=files_of_instance(id), back=f"/instances/{id}")


@blueprint.get("/attachments/<id>")
@rule("task.see")
def download(id: str) -> Response:
    return serving.download(current_actor(), id)


@blueprint.get("/attachments/<id>/inline")
@rule("task.see")
def inline(id: str) -> Response:
    return serving.inline(current_actor(), id)


@blueprint.get("/attachments/<id>/view")
@rule("task.see")
def view(id: str) -> Response:
    page = file_page(current_actor(), id)
    response = show("attachments/page.html", "page", view=page)
    if page.kind == "pdf":
        response.headers["Content-Security-Policy"] = _PAGE
    return response


def kept_now(place: FormPlace, files: str = "/attachments") -> Response:
    """Take the one file of this request, and tell the script what became of it; ``files``: where it is shown."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInput(said("Choose a file first."))
    kept = take(file, place, request.form.get("field", ""), several="several" in request.form)
    told = {
        "id": kept.id, "address": kept.address, "name": kept.name, "size": file_size(kept.size), "version": kept.version,
        "media_type": kept.media_type, "scan": kept.scan.value, "link": f"{files}/{kept.id}/view",
    }  # fmt: skip
    response = jsonify(told)
    response.status_code = 201
    return response
