"""What the caller was told."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from baton.usecases.telling import reading
from baton.web.api.answers import listed, once, shape, wanted_page
from baton.web.api.schemas import page_of
from baton.web.api.schemas.notices import NoticeArguments, NoticeSchema, ReadBody, ReadSchema
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-notices", __name__, url_prefix="/api/v1/notices", description="Notices")


@blueprint.get("")
@blueprint.arguments(NoticeArguments(), location="query")
@blueprint.response(200, page_of(NoticeSchema))
@rule("worklist.see")
def list_notices(arguments: dict[str, Any]) -> Response:
    """Notices of the caller, newest first."""
    page = platform().queries.notices(current_actor().id, wanted_page(arguments), arguments["only"])
    return listed(shape(NoticeSchema), page)


@blueprint.post("/read")
@blueprint.arguments(ReadBody())
@blueprint.response(200, ReadSchema)
@rule("worklist.see")
def read_notices(body: dict[str, Any]) -> Response:
    """Mark these notices as read, or all of them."""
    return once(lambda key: reading.mark_read(platform(), current_actor(), body["ids"], key), lambda read: {"read": read})
