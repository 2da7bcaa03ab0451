"""Save and return: the draft and the files of somebody who came by a link."""

from flask import Blueprint, Response, flash, request

from baton.domain.errors import NotFound, Rejection
from baton.domain.working.form_drafts import of_task
from baton.domain.working.links import Purpose, Standing
from baton.usecases import tasks
from baton.usecases.filling import form_drafts
from baton.usecases.outside.visits import OPENS, Visit
from baton.web.attachments import serving
from baton.web.attachments.routes import kept_now
from baton.web.attachments.taking import FormPlace
from baton.web.autosave.routes import saved
from baton.web.fragments import go
from baton.web.guests.entering import BY_LINK, refused, visited
from baton.web.language.catalog import say as _
from baton.web.security.access import public
from baton.web.security.guests import ROOM
from baton.web.wired import platform

blueprint = Blueprint("guest_keeping", __name__)
blueprint.register_error_handler(Rejection, refused)


@blueprint.post("/guest/<id>/draft")
@public(BY_LINK)
@visited
def draft(visit: Visit) -> Response:
    return saved(visit.link.actor(), of_task(_task_id(visit)))


@blueprint.post("/guest/<id>/draft/discard")
@public(BY_LINK)
@visited
def discard(visit: Visit) -> Response:
    form_drafts.discard(platform(), visit.link.actor(), of_task(_task_id(visit)))
    flash(_("The draft is discarded."))
    return go(f"{ROOM}{visit.link.id}")


@blueprint.post("/guest/<id>/attachments")
@public(BY_LINK)
@visited
def send_file(visit: Visit) -> Response:
    actor, task_id = visit.link.actor(), _task_id(visit)
    opened = tasks.open_form(platform(), actor, task_id)
    place = FormPlace(actor, opened.form, task_id, opened.task.instance_id)
    return kept_now(place, f"{ROOM}{visit.link.id}/attachments")


@blueprint.get("/guest/<id>/attachments/<file>")
@blueprint.get("/guest/<id>/attachments/<file>/view")
@public(BY_LINK)
@visited
def file(visit: Visit) -> Response:
    """A file of the form, to be saved; while the link opens something."""
    if visit.found.standing not in OPENS:
        raise NotFound
    return serving.download(visit.link.actor(), str((request.view_args or {})["file"]))


def _task_id(visit: Visit) -> str:
    """The task of an open link; drafts and files of anything else are kept for nobody."""
    if visit.link.purpose is not Purpose.TASK or visit.found.standing is not Standing.OPEN or not visit.link.task_id:
        raise NotFound
    return visit.link.task_id
