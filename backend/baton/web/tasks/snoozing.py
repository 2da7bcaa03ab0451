"""Putting one task aside: a dialog, the same as a page of its own, and the note that brings the task back at once."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Flask, Response, flash, make_response, render_template, request

from baton.domain.actors import ANONYMOUS, Actor
from baton.domain.calendars.working_hours import Calendar
from baton.domain.errors import InvalidInput
from baton.domain.tasks import TaskState, UserTask
from baton.usecases import tasks
from baton.usecases.worklist import snoozing
from baton.web.auth.places import local
from baton.web.errors import status_of
from baton.web.fragments import go, show, wants_fragment
from baton.web.language.catalog import say as _
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.snoozing.moments import moment_of, moments, said
from baton.web.tasks.desk import desk
from baton.web.wired import platform

blueprint = Blueprint("snoozing", __name__)
SNOOZED = "snoozed"
"""The kind of flashed message that holds the id of a task that was put aside."""


@dataclass(frozen=True)
class Aside:
    """A task that its reader put aside, and until when in words."""

    task_id: str
    name: str
    words: str


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.globals["put_aside"] = lambda task_id: aside(current_actor(), task_id)


@blueprint.get("/tasks/<id>/snooze")
@rule("task.see")
def ask(id: str) -> Response:
    return _asked(tasks.visible_task(platform(), current_actor(), id))


@blueprint.post("/tasks/<id>/snooze")
@rule("task.see")
def put(id: str) -> Response:
    """Aside until then. A list gets the note for its row; everybody else goes on with the next task, or where they came from."""
    actor = current_actor()
    held = tasks.visible_task(platform(), actor, id)
    now = platform().clock.now()
    try:
        snoozing.snooze(platform(), actor, id, moment_of(request.form, request.form.get("when", ""), now, _calendar(held)))
    except InvalidInput as refusal:
        return _asked(held, refusal)
    if wants_fragment():
        return make_response(render_template("tasks/snoozed.html", text=id, back=local(request.form.get("back"))))
    flash(id, SNOOZED)
    return go(local(request.form["back"]) if request.form.get("back") else _onwards(actor, held))


@blueprint.post("/tasks/<id>/wake")
@rule("task.see")
def wake(id: str) -> Response:
    """Back on the list at once."""
    actor = current_actor()
    held = tasks.visible_task(platform(), actor, id)
    snoozing.wake(platform(), actor, id)
    flash(_("“%(name)s” is back on your list.", name=held.name))
    return go(local(request.form["back"]) if request.form.get("back") else f"/tasks/{id}")


def aside(actor: Actor, task_id: str) -> Aside | None:
    """What is said of a task that the actor put aside, while it is."""
    until = _until(actor, task_id) if actor is not ANONYMOUS else None
    if until is None:
        return None
    held = tasks.visible_task(platform(), actor, task_id)
    return Aside(task_id, held.name, said(until, platform().clock.now())) if held.state is TaskState.OPEN else None


def _until(actor: Actor, task_id: str) -> datetime | None:
    until = snoozing.snoozed_until(platform(), actor).get(task_id)
    return until if until and until > platform().clock.now() else None


def _asked(held: UserTask, refusal: InvalidInput | None = None) -> Response:
    actor, now = current_actor(), platform().clock.now()
    return show(
        "tasks/snooze.html", "choosing", status_of(refusal) if refusal else 200, task=held, desk=desk(actor, request, held),
        moments=moments(now, _calendar(held)), until=_until(actor, held.id), refusal=str(refusal or ""),
        typed=request.form.get("until", ""), back=request.values.get("back", ""),
    )  # fmt: skip


def _calendar(held: UserTask) -> Calendar | None:
    """The working hours by which the task's deadline counts, if they do."""
    with platform().store.read() as uow:
        definition = uow.definition(held.definition_id)
    return platform().engine.calendar(definition, held.element_id)


def _onwards(actor: Actor, held: UserTask) -> str:
    around = desk(actor, request, held)
    return around.next or (around.back if request.args else "/tasks")
