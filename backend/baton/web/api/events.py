"""Messages, signals and incidents."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from baton.domain.errors import Forbidden
from baton.domain.policy import can
from baton.usecases import incidents, instances
from baton.usecases.messages import Sent, send_message, send_signal
from baton.web.api.answers import listed, once, shape, wanted_page
from baton.web.api.schemas import PageArguments, page_of
from baton.web.api.schemas.others import (
    IncidentArguments,
    IncidentSchema,
    MessageBody,
    ReachedSchema,
    RetryBody,
    SignalBody,
    UnmatchedMessageSchema,
)
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-events", __name__, url_prefix="/api/v1", description="Messages, signals, incidents")


@blueprint.post("/messages")
@blueprint.arguments(MessageBody())
@blueprint.response(200, ReachedSchema)
@rule("message.send")
def post_message(body: dict[str, Any]) -> Response:
    """Deliver a message to the instance that waits for it, or start one; reaching nobody, it is kept for a while."""
    sent = Sent(body["name"], body["variables"], body["correlation"], body["message_id"])
    return once(lambda key: send_message(platform(), current_actor(), sent, key), _reached)


@blueprint.get("/messages")
@blueprint.arguments(PageArguments(), location="query")
@blueprint.response(200, page_of(UnmatchedMessageSchema))
@rule("message.send")
def list_unmatched(arguments: dict[str, Any]) -> Response:
    """Messages that reached nobody, newest first."""
    return listed(shape(UnmatchedMessageSchema), platform().queries.unmatched_messages(wanted_page(arguments)))


@blueprint.post("/signals")
@blueprint.arguments(SignalBody())
@blueprint.response(200, ReachedSchema)
@rule("message.send")
def post_signal(body: dict[str, Any]) -> Response:
    """Send a signal to everybody who listens."""
    sent = Sent(body["name"], body["variables"])
    return once(lambda key: send_signal(platform(), current_actor(), sent, key), _reached)


@blueprint.get("/incidents")
@blueprint.arguments(IncidentArguments(), location="query")
@blueprint.response(200, page_of(IncidentSchema))
@rule("instance.list")
def list_incidents(arguments: dict[str, Any]) -> Response:
    """Incidents of all instances, or of one that the caller may see."""
    instance_id, state = arguments.get("instance"), arguments["state"]
    if instance_id:
        instances.visible_instance(platform(), current_actor(), instance_id)
    elif not can(current_actor(), "incident.see"):
        raise Forbidden("Only operators, auditors and designers see the incidents of all instances. Name one with ?instance=.")
    page = wanted_page(arguments)
    return listed(shape(IncidentSchema), platform().queries.incidents(instance_id, None if state == "any" else state, page))


@blueprint.post("/incidents/<id>/retry")
@blueprint.arguments(RetryBody())
@blueprint.response(200, IncidentSchema)
@rule("incident.retry")
def retry(body: dict[str, Any], id: str) -> Response:
    """Set variables, and try the failed activity again."""
    return once(lambda key: incidents.retry(platform(), current_actor(), id, body["variables"], key), shape(IncidentSchema).dump)


def _reached(ids: tuple[str, ...]) -> dict[str, Any]:
    return {"reached": list(ids)}
