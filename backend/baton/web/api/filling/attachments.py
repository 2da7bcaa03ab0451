"""Files of a task's form."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from baton.domain.errors import NotFound
from baton.domain.policy import require
from baton.usecases import tasks
from baton.web.api.answers import reply, shape
from baton.web.api.schemas.attachments import AttachmentFile, AttachmentList, AttachmentPlace, AttachmentSchema, AttachmentUpload
from baton.web.attachments import serving
from baton.web.attachments.taking import FormPlace, take
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-attachments", __name__, url_prefix="/api/v1/tasks", description="Files of a task's form")


@blueprint.get("/<id>/attachments")
@blueprint.response(200, AttachmentList)
@rule("task.see")
def list_attachments(id: str) -> Response:
    """Files that were sent with the task, and those that the caller sent ahead."""
    actor = current_actor()
    tasks.visible_task(platform(), actor, id)
    with platform().store.read() as uow:
        found = [one for one in uow.attachments_of_task(id) if one.uploaded_by in actor.hands or uow.is_kept(one.id)]
    return reply({"items": shape(AttachmentSchema).dump(found, many=True)})


@blueprint.post("/<id>/attachments")
@blueprint.doc(requestBody={"required": True, "content": {"multipart/form-data": {"schema": AttachmentUpload}}})
@blueprint.response(201, AttachmentSchema)
@blueprint.ARGUMENTS_PARSER.use_args(AttachmentFile(), location="files")
@blueprint.ARGUMENTS_PARSER.use_args(AttachmentPlace(), location="form")
@rule("task.see")
def send_attachment(files: dict[str, Any], place: dict[str, Any], id: str) -> Response:
    """Send a file of the form; then complete the task with its `address` as the value of the field (or in the list of a field that
    takes several). A file that is not sent with anything is thrown away after a week."""
    actor = current_actor()
    opened = tasks.open_form(platform(), actor, id)
    opened.task.require_open()
    require(actor, "task.complete", opened.task)
    form = FormPlace(actor, opened.form, id, opened.task.instance_id)
    kept = take(files["file"], form, place["field"], several=place["several"])
    return reply(shape(AttachmentSchema).dump(kept), 201)


@blueprint.get("/<id>/attachments/<attachment>")
@blueprint.response(200, content_type="application/octet-stream")
@rule("task.see")
def get_attachment(id: str, attachment: str) -> Response:
    """The file itself, once a scanner has found nothing in it."""
    tasks.visible_task(platform(), current_actor(), id)
    with platform().store.read() as uow:
        if attachment not in {one.id for one in uow.attachments_of_task(id)}:
            raise NotFound
    return serving.download(current_actor(), attachment)
