"""Working on one task: read it, complete it and undo that, give it from hand to hand."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.engine import Variables
from baton.domain.errors import Conflict, Forbidden, InvalidInput
from baton.domain.policy import can
from baton.domain.tasks import TaskState, UserTask
from baton.domain.working.form_drafts import of_task
from baton.usecases import tasks
from baton.usecases.tasks import OpenForm
from baton.usecases.worklist import completing
from baton.web.attachments.taking import FormPlace
from baton.web.auth.places import local
from baton.web.autosave.view import DraftView, task_draft
from baton.web.errors import status_of
from baton.web.fragments import go, show, wants_fragment
from baton.web.language.catalog import say as _
from baton.web.language.choice import seen
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.tasks import standing
from baton.web.tasks.desk import WIDE, desk
from baton.web.tasks.drafting import resumed
from baton.web.tasks.page import task_page
from baton.web.tasks.undoing import UNDO, undoable
from baton.web.wired import platform, settings
from baton.web.worklist.filling import drafted, entered
from baton.web.worklist.rows import task_rows

blueprint = Blueprint("tasks", __name__)
A_YEAR, LONGEST_NOTE = 365 * 86_400, 500


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.globals["undoable"] = undoable


@blueprint.get("/tasks/<id>")
@rule("task.see")
def task(id: str) -> Response:
    opened = tasks.open_form(platform(), current_actor(), id)
    typed, draft = resumed(current_actor(), opened)
    response = _page(opened, typed, draft=draft)
    if request.args.get("wide") in ("0", "1"):
        response.set_cookie(WIDE, request.args["wide"], max_age=A_YEAR, samesite="Lax", secure=settings().secure, path="/")
    return response


@blueprint.get("/tasks/<id>/beside")
@rule("task.see")
def beside(id: str) -> Response:
    """The list beside the task as it is now."""
    actor = current_actor()
    held = tasks.visible_task(platform(), actor, id)
    return show("tasks/beside.html", "beside", task=held, desk=desk(actor, request, held))


@blueprint.post("/tasks/<id>")
@rule("task.complete")
def complete(id: str) -> Response:
    """Finish the task; or show the page again when the person only added a row, or when something is wrong."""
    actor = current_actor()
    opened = tasks.open_form(platform(), actor, id)
    submission = entered(request, FormPlace(actor, opened.form, id, opened.task.instance_id), opened.values)
    if submission.operation or submission.refusal:
        return _page(opened, submission.values, submission.refusal, drafted(actor, of_task(id), submission))
    around = desk(actor, request, opened.task)
    try:
        done = completing.submit(platform(), actor, id, (submission.values, request.form.get("outcome") or None), seen())
    except (InvalidInput, Conflict, Forbidden) as refusal:
        return _page(tasks.open_form(platform(), actor, id), submission.values, refusal)
    if isinstance(done, UserTask):
        flash(_("“%(name)s” is completed.", name=done.name))
    else:
        flash(id, UNDO)
    return go(
        local(request.form.get("back"))
        if request.form.get("back")
        else around.next or (around.back if request.args else "/tasks")
    )


@blueprint.post("/tasks/<id>/undo")
@rule("task.see")
def undo(id: str) -> Response:
    """Back to the task with everything that was typed; when it is too late, to what became of it."""
    actor = current_actor()
    held = tasks.visible_task(platform(), actor, id)
    try:
        completing.undo(platform(), actor, id)
        flash(_("“%(name)s” is not completed. What you typed is back.", name=held.name))
    except Conflict as late:
        flash(str(late))
    return go(desk(actor, request, held).address(id))


@blueprint.post("/tasks/<id>/claim")
@rule("task.claim")
def claim(id: str) -> Response:
    return _hand(id, lambda: tasks.claim(platform(), current_actor(), id))


@blueprint.post("/tasks/<id>/release")
@rule("task.see")
def release(id: str) -> Response:
    return _hand(id, lambda: tasks.release(platform(), current_actor(), id))


@blueprint.post("/tasks/<id>/assign")
@rule("task.see")
def assign(id: str) -> Response:
    person, note = request.form.get("person", ""), request.form.get("note", "").strip()[:LONGEST_NOTE]
    return _hand(id, lambda: tasks.assign(platform(), current_actor(), id, person, note))


@blueprint.get("/tasks/<id>/standing")
@rule("task.see")
def stands(id: str) -> Response:
    """Nothing while the task is as the page shows it; else what happened to it meanwhile."""
    actor = current_actor()
    held = tasks.visible_task(platform(), actor, id)
    pending = completing.pending(platform(), [id]).get(id)
    if standing.tag(held, pending) == request.args.get("seen"):
        return Response(status=204)
    names = person_names([held.assignee, held.ended_by, pending.by if pending else None])
    text = standing.obstacle(actor, held, pending, names) or _("This task changed meanwhile.")
    return show("tasks/standing.html", "news", task_id=id, text=text, over=held.state is not TaskState.OPEN)


def _page(
    opened: OpenForm, typed: Variables | None = None, refusal: Exception | None = None, draft: DraftView | None = None
) -> Response:
    actor = current_actor()
    page = task_page(actor, opened, typed, refusal)
    around = desk(actor, request, opened.task)
    if draft is None and not page.form.read_only:
        draft = task_draft(actor, page.id)
    page = replace(page, form=replace(page.form, action=around.address(page.id), draft=draft))
    status = status_of(refusal) if refusal else 200  # type: ignore[arg-type]
    return show("tasks/task.html", "work", status, task=page, desk=around)


def _hand(id: str, act: Callable[[], UserTask]) -> Response:
    """Give a task from hand to hand: the list's row, or the page. Somebody faster is named in place."""
    actor = current_actor()
    refusal: Conflict | Forbidden | InvalidInput | None = None
    try:
        held = act()
    except (Conflict, Forbidden, InvalidInput) as rejection:
        held, refusal = tasks.visible_task(platform(), actor, id), rejection
    if request.form.get("from") == "list" and wants_fragment():
        (row,) = task_rows([held], actor, platform().clock.now())
        taken = str(refusal) if refusal else ""
        return show("worklist/row.html", "row", status_of(refusal) if refusal else 200, row=replace(row, taken_by=taken))
    if refusal:
        return _page(tasks.open_form(platform(), actor, id), None, refusal)
    if not can(actor, "task.see", held):
        return go("/tasks")
    if wants_fragment():
        return _page(tasks.open_form(platform(), actor, id))
    return go(desk(actor, request, held).address(id))
