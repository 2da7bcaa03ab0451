"""Packs."""

from flask import Response, request
from flask_smorest import Blueprint

from baton.domain.errors import InvalidInput
from baton.usecases import packs
from baton.web.api.answers import once, reply, shape
from baton.web.api.schemas import page_of
from baton.web.api.schemas.others import PackSchema
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-packs", __name__, url_prefix="/api/v1/packs", description="Packs")


@blueprint.post("")
@blueprint.response(201, PackSchema)
@rule("pack.import")
def import_pack() -> Response:
    """Import a pack: the zip as body, or as the one file of a multipart form."""
    uploads = list(request.files.values())
    archive = uploads[0].read() if len(uploads) == 1 else request.get_data()
    if not archive:
        raise InvalidInput("Send the zip archive of a pack as the body of the request.")
    return once(lambda key: packs.import_archive(platform(), current_actor(), archive, key), shape(PackSchema).dump, 201)


@blueprint.get("")
@blueprint.response(200, page_of(PackSchema))
@rule("pack.see")
def list_packs() -> Response:
    """The installed packs."""
    found = packs.installed_packs(platform(), current_actor())
    return reply({"items": shape(PackSchema).dump(found, many=True), "next": None})


@blueprint.get("/<id>/export")
@blueprint.response(200, content_type="application/zip")
@rule("pack.see")
def export_pack(id: str) -> Response:
    """An installed pack as a zip."""
    name, content = packs.export(platform(), current_actor(), id)
    return Response(content, mimetype="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})
