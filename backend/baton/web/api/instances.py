"""Starting, ending and looking into instances."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from baton.domain.engine import Start
from baton.domain.ports.queries import InstanceFilter
from baton.usecases import activities, instances, replay
from baton.usecases.seen import reading
from baton.web.api.answers import listed, once, reply, shape, wanted_page
from baton.web.api.schemas import PageArguments, page_of
from baton.web.api.schemas.instances import (
    ActivitySchema,
    ApprovalSchema,
    EntrySchema,
    InstanceArguments,
    InstanceSchema,
    ReasonBody,
    StartBody,
    VerificationSchema,
    WaitSchema,
)
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-instances", __name__, url_prefix="/api/v1/instances", description="Process instances")


@blueprint.post("")
@blueprint.arguments(StartBody())
@blueprint.response(201, InstanceSchema)
@rule("process.start")
def start_instance(body: dict[str, Any]) -> Response:
    """Start an instance."""
    start = body["start"]
    command = Start(body["variables"], start["kind"], start["name"], start["payload"])
    return once(
        lambda key: instances.start_instance(
            platform(), current_actor(), body["definition"], command, body["business_key"], key
        ),
        shape(InstanceSchema).dump, 201,
    )  # fmt: skip


@blueprint.get("")
@blueprint.arguments(InstanceArguments(), location="query")
@blueprint.response(200, page_of(InstanceSchema))
@rule("instance.list")
def list_instances(arguments: dict[str, Any]) -> Response:
    """Instances that the caller may see, newest first."""
    page = wanted_page(arguments)
    wanted = InstanceFilter(
        arguments.get("definition"), arguments.get("state"), arguments.get("business_key"), arguments["q"],
        with_incidents=arguments["incidents"],
    )  # fmt: skip
    found = platform().queries.instances(current_actor(), wanted, page)
    items = [{**shape(InstanceSchema).dump(row.instance), "incidents": row.incidents} for row in found.items]
    return reply({"items": items, "next": found.next})


@blueprint.get("/<id>")
@blueprint.response(200, InstanceSchema)
@rule("instance.see")
def get_instance(id: str) -> Response:
    """One instance with its variables and how many incidents are raised."""
    instance = instances.visible_instance(platform(), current_actor(), id)
    row = platform().queries.instance_row(id)
    extra = {"incidents": row.incidents, "version": row.version, "variables": instances.variables(platform(), id)}
    return reply({**shape(InstanceSchema).dump(instance), **extra})


@blueprint.get("/<id>/activities")
@blueprint.response(200, page_of(ActivitySchema))
@rule("instance.see")
def list_activities(id: str) -> Response:
    """Everything that ran, in the order in which it ended; what has not ended comes last."""
    instances.visible_instance(platform(), current_actor(), id)
    found = activities.activities(platform(), id)
    return reply({"items": shape(ActivitySchema).dump(found, many=True), "next": None})


@blueprint.get("/<id>/waits")
@blueprint.response(200, page_of(WaitSchema))
@rule("instance.see")
def list_waits(id: str) -> Response:
    """What the instance waits for: people, timers, messages, signals, jobs, conditions."""
    instances.visible_instance(platform(), current_actor(), id)
    waiting = platform().queries.waiting(id)
    rows: list[dict[str, Any]] = [
        *({"kind": "task", **_place(task), "due_at": task.due_at} for task in waiting.tasks),
        *({"kind": wait.kind, **_place(wait), "name": wait.name, "due_at": wait.due_at} for wait in waiting.waits),
        *({"kind": "job", **_place(job), "due_at": job.due_at} for job in waiting.jobs if job.activity),
    ]
    return reply({"items": shape(WaitSchema).dump(rows, many=True), "next": None})


@blueprint.get("/<id>/history")
@blueprint.arguments(PageArguments(), location="query")
@blueprint.response(200, page_of(EntrySchema))
@rule("instance.see")
def list_history(arguments: dict[str, Any], id: str) -> Response:
    """The journal, oldest entry first."""
    instances.visible_instance(platform(), current_actor(), id)
    return listed(shape(EntrySchema), platform().queries.entries(id, wanted_page(arguments)))


@blueprint.get("/<id>/approvals")
@blueprint.response(200, page_of(ApprovalSchema))
@rule("instance.see")
def list_approvals(id: str) -> Response:
    """What was approved, bound to what was shown; a void approval says what changed, when and through whom."""
    instances.visible_instance(platform(), current_actor(), id)
    found = reading.of_instance(platform(), id).approvals
    return reply({"items": shape(ApprovalSchema).dump(found, many=True), "next": None})


@blueprint.get("/<id>/verification")
@blueprint.response(200, VerificationSchema)
@rule("history.verify")
def verify(id: str) -> Response:
    """Check the hash chain, and replay the journal."""
    return reply(shape(VerificationSchema).dump(replay.verify(platform(), current_actor(), id)))


@blueprint.post("/<id>/cancel")
@blueprint.arguments(ReasonBody())
@blueprint.response(200, InstanceSchema)
@rule("instance.operate")
def cancel(body: dict[str, Any], id: str) -> Response:
    """End the instance at once."""
    return once(lambda key: instances.cancel(platform(), current_actor(), id, body["reason"], key), shape(InstanceSchema).dump)


@blueprint.post("/<id>/suspend")
@blueprint.arguments(ReasonBody())
@blueprint.response(200, InstanceSchema)
@rule("instance.operate")
def suspend(body: dict[str, Any], id: str) -> Response:
    """Let nothing of the instance move until it is resumed."""
    return once(lambda key: instances.suspend(platform(), current_actor(), id, body["reason"], key), shape(InstanceSchema).dump)


@blueprint.post("/<id>/resume")
@blueprint.arguments(ReasonBody())
@blueprint.response(200, InstanceSchema)
@rule("instance.operate")
def resume(body: dict[str, Any], id: str) -> Response:
    """Let a suspended instance go on."""
    return once(lambda key: instances.resume(platform(), current_actor(), id, body["reason"], key), shape(InstanceSchema).dump)


def _place(waiting: Any) -> dict[str, Any]:
    return {"activity": waiting.activity, "element_id": waiting.element_id}
