"""Whole process models as zip archives to download."""

from flask import Blueprint, Response, request

from baton.domain.errors import NotFound
from baton.usecases.drafts import transport
from baton.web.modeler.routes import attachment
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("draft_transport", __name__)


@blueprint.get("/models/<id>/export.zip")
@rule("model.edit")
def export_draft(id: str) -> Response:
    version = request.args.get("version", "")
    if version and not (version.isascii() and version.isdigit()):
        raise NotFound(f"There is no version “{version}”.")
    name, archive = transport.export_draft(platform(), current_actor(), id, int(version) if version else None)
    return attachment(name, archive, "application/zip")


@blueprint.get("/definitions/<id>/export.zip")
@rule("definition.see")
def export_definition(id: str) -> Response:
    name, archive = transport.export_definition(platform(), current_actor(), id)
    return attachment(name, archive, "application/zip")
