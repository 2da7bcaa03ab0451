"""The button that reminds somebody."""

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import Conflict
from baton.usecases.reminding.nudging import nudge
from baton.web.auth.places import local
from baton.web.fragments import go
from baton.web.language.catalog import in_language
from baton.web.language.catalog import say as _
from baton.web.reminding.view import reminders
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("reminding", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.globals["reminders"] = lambda instance_id: reminders(current_actor(), instance_id)


@blueprint.post("/tasks/<id>/nudge")
@rule("task.see")
def remind(id: str) -> Response:
    """Remind whoever has the task. Too soon is no mistake: it is said on the page that the person came from."""
    back = local(request.form.get("back") or f"/tasks/{id}")
    try:
        nudge(platform(), current_actor(), id, request.form.get("text", ""))
        flash(_("They are reminded."))
    except Conflict as refusal:
        flash(str(in_language(refusal.args[0])))
    return go(back)
