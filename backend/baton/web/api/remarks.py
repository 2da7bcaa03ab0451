"""Comments about user tasks."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from baton.usecases.filling import remarks
from baton.web.api.answers import listed, once, shape, wanted_page
from baton.web.api.schemas import PageArguments, page_of
from baton.web.api.schemas.remarks import RemarkBody, RemarkSchema
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-remarks", __name__, url_prefix="/api/v1/tasks", description="Comments about user tasks")


@blueprint.get("/<id>/remarks")
@blueprint.arguments(PageArguments(), location="query")
@blueprint.response(200, page_of(RemarkSchema))
@rule("task.see")
def list_remarks(arguments: dict[str, Any], id: str) -> Response:
    """Everything said about the instance of the task, oldest first."""
    about = remarks.about_task(platform(), current_actor(), id)
    return listed(shape(RemarkSchema), platform().queries.remarks(about.instance_id, wanted_page(arguments)))


@blueprint.post("/<id>/remarks")
@blueprint.arguments(RemarkBody())
@blueprint.response(201, RemarkSchema)
@rule("task.see")
def say(body: dict[str, Any], id: str) -> Response:
    """Add a comment; people are mentioned as `@name` and told when they may see it."""
    actor = current_actor()
    about = remarks.about_task(platform(), actor, id)
    return once(
        lambda key: remarks.say(platform(), actor, about, body["text"], key=key),
        lambda done: shape(RemarkSchema).dump(done.remark), 201,
    )  # fmt: skip
