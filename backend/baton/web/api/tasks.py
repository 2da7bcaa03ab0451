"""User tasks."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from baton.domain.ports.queries import TaskFilter
from baton.domain.working.worklists import Condition, read_condition
from baton.usecases import tasks
from baton.web.api.answers import listed, once, reply, shape, wanted_page
from baton.web.api.schemas import page_of
from baton.web.api.schemas.tasks import (
    AssignBody,
    CompleteBody,
    TaskArguments,
    TaskDetailSchema,
    TaskFormSchema,
    TaskSchema,
)
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-tasks", __name__, url_prefix="/api/v1/tasks", description="User tasks")


@blueprint.get("")
@blueprint.arguments(TaskArguments(), location="query")
@blueprint.response(200, page_of(TaskSchema))
@rule("worklist.see")
def list_tasks(arguments: dict[str, Any]) -> Response:
    """Tasks that the caller may see."""
    page = wanted_page(arguments)
    assignee = current_actor().id if arguments.get("assignee") == "me" else arguments.get("assignee")
    wanted = TaskFilter(
        instance_id=arguments.get("instance"), assignee=assignee, group=arguments.get("group"),
        definition_key=arguments.get("definition"), state=arguments["state"], text=arguments["q"], sort=arguments["sort"],
        element_id=arguments.get("element"), due_from=arguments.get("due_from"), due_before=arguments.get("due_before"),
        priority=arguments.get("priority"), conditions=tuple(_condition(text) for text in arguments["var"]),
    )  # fmt: skip
    return listed(shape(TaskSchema), platform().queries.tasks(current_actor(), wanted, page))


def _condition(text: str) -> Condition:
    name, _, condition = text.partition("=")
    return read_condition(name.strip(), condition)


@blueprint.get("/<id>")
@blueprint.response(200, TaskDetailSchema)
@rule("task.see")
def get_task(id: str) -> Response:
    """One task with form schema, ui schema, values and outcomes."""
    found = tasks.open_form(platform(), current_actor(), id)
    return reply({**shape(TaskSchema).dump(found.task), **shape(TaskFormSchema).dump(found)})


@blueprint.post("/<id>/claim")
@blueprint.response(200, TaskSchema)
@rule("task.claim")
def claim(id: str) -> Response:
    """Take the task."""
    return once(lambda key: tasks.claim(platform(), current_actor(), id, key=key), shape(TaskSchema).dump)


@blueprint.post("/<id>/release")
@blueprint.response(200, TaskSchema)
@rule("task.claim")
def release(id: str) -> Response:
    """Put the task back to its candidates."""
    return once(lambda key: tasks.release(platform(), current_actor(), id, key=key), shape(TaskSchema).dump)


@blueprint.post("/<id>/assign")
@blueprint.arguments(AssignBody())
@blueprint.response(200, TaskSchema)
@rule("task.assign")
def assign(body: dict[str, Any], id: str) -> Response:
    """Hand the task to a person."""
    return once(lambda key: tasks.assign(platform(), current_actor(), id, body["person"], key=key), shape(TaskSchema).dump)


@blueprint.post("/<id>/complete")
@blueprint.arguments(CompleteBody())
@blueprint.response(200, TaskSchema)
@rule("task.complete")
def complete(body: dict[str, Any], id: str) -> Response:
    """Finish the task. 409 with who and when if somebody was first."""
    submitted = (body["variables"], body["outcome"])
    return once(lambda key: tasks.complete(platform(), current_actor(), id, submitted, key), shape(TaskSchema).dump)
