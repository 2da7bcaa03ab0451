"""Choosing whom a task goes to: a page of its own, and the same as a dialog."""

from flask import Blueprint, Flask, Response, request

from baton.usecases import tasks
from baton.usecases.worklist.handing import receivers
from baton.web.fragments import show
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.tasks.desk import desk
from baton.web.wired import platform

blueprint = Blueprint("handing", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/tasks/<id>/hand")
@rule("task.see")
def hand(id: str) -> Response:
    actor = current_actor()
    task = tasks.visible_task(platform(), actor, id)
    text = request.args.get("who", "").strip()[:100]
    found = receivers(platform(), actor, task, text)
    block = "receivers" if request.args.get("only") else "choosing"
    return show("tasks/hand.html", block, task=task, receivers=found, who=text, desk=desk(actor, request, task))
