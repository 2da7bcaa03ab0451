"""Comments about user tasks."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from baton.usecases.filling import remarks
from baton.web.api.answers import reply, shape
from baton.web.api.schemas.remarks import RemarkBody, RemarkListSchema, RemarkSchema
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-remarks", __name__, url_prefix="/api/v1/tasks", description="Comments about user tasks")


@blueprint.get("/<id>/remarks")
@blueprint.response(200, RemarkListSchema)
@rule("task.see")
def list_remarks(id: str) -> Response:
    """Everything said about the instance of the task, oldest first."""
    found, _ = remarks.listed(platform(), remarks.about_task(platform(), current_actor(), id))
    return reply({"items": shape(RemarkSchema).dump(found, many=True)})


@blueprint.post("/<id>/remarks")
@blueprint.arguments(RemarkBody())
@blueprint.response(201, RemarkSchema)
@rule("task.see")
def say(body: dict[str, Any], id: str) -> Response:
    """Add a comment; people are mentioned as `@name` and told when they may see it."""
    actor = current_actor()
    done = remarks.say(platform(), actor, remarks.about_task(platform(), actor, id), body["text"])
    return reply(shape(RemarkSchema).dump(done.remark), 201)
