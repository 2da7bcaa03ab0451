"""Comments of a task or an instance: read, write, change, take back."""

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import InvalidInput, TooLarge
from baton.domain.policy import can
from baton.domain.tasks import TaskState
from baton.usecases.filling import questions, remarks
from baton.usecases.filling.remarks import About
from baton.web.attachments.taking import sent_files
from baton.web.errors import status_of
from baton.web.fragments import go, show, tag_of, unchanged_or, wants_fragment
from baton.web.language.catalog import say as _
from baton.web.remarks.asking import blueprint as asking
from baton.web.remarks.mentioning import blueprint as mentioning
from baton.web.remarks.view import question_lines, remarks_view
from baton.web.security.access import rule
from baton.web.security.actor import csrf_token, current_actor
from baton.web.wired import platform

blueprint = Blueprint("remarks", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(asking)
    app.register_blueprint(mentioning)


@blueprint.get("/tasks/<id>/remarks")
@rule("task.see")
def of_task(id: str) -> Response:
    return _page(remarks.about_task(platform(), current_actor(), id))


@blueprint.get("/instances/<id>/remarks")
@rule("instance.see")
def of_instance(id: str) -> Response:
    return _page(remarks.about_instance(platform(), current_actor(), id))


@blueprint.post("/tasks/<id>/remarks")
@rule("task.see")
def say_of_task(id: str) -> Response:
    return _said(remarks.about_task(platform(), current_actor(), id))


@blueprint.post("/instances/<id>/remarks")
@rule("instance.see")
def say_of_instance(id: str) -> Response:
    return _said(remarks.about_instance(platform(), current_actor(), id))


@blueprint.post("/remarks/<id>")
@rule("task.see")
def change(id: str) -> Response:
    """Write a comment again, or (``remove``) take it back; the page it stands on is in ``task``."""
    actor, gone = current_actor(), "remove" in request.form
    about = _about_of(id)
    try:
        if gone:
            remarks.remove(platform(), actor, id)
        else:
            remarks.edit(platform(), actor, id, request.form.get("text", ""))
    except (InvalidInput, TooLarge) as refusal:
        return _page(about, (str(refusal), request.form.get("text", "")), status_of(refusal))
    return _page(about) if wants_fragment() else go(f"{about.link}/remarks")


def _about_of(remark_id: str) -> About:
    with platform().store.read() as uow:
        remark = uow.remark(remark_id)
    if request.form.get("task"):
        about = remarks.about_task(platform(), current_actor(), request.form["task"])
        if about.instance_id == remark.instance_id:
            return about
    return remarks.about_instance(platform(), current_actor(), remark.instance_id)


def _said(about: About) -> Response:
    actor, text = current_actor(), request.form.get("text", "")
    try:
        done = remarks.say(platform(), actor, about, text, sent_files(request))
    except (InvalidInput, TooLarge) as refusal:
        return _page(about, (str(refusal), text), status_of(refusal))
    note = ""
    if done.untold:
        note = _("%(names)s may not see this and was not told.", names=", ".join(f"@{one}" for one in done.untold))
    if wants_fragment():
        return _page(about, note=note)
    if note:
        flash(note)
    return go(f"{about.link}/remarks#remark-{done.remark.id}")


def _page(about: About, refused: tuple[str, str] | None = None, status: int = 200, note: str = "") -> Response:
    actor = current_actor()
    may_ask = about.task is not None and about.task.state is TaskState.OPEN and can(actor, "task.complete", about.task)
    view = remarks_view(actor, about, may_ask)
    waiting = (
        question_lines(actor, questions.open_about(platform(), [about.task.id]).get(about.task.id, ())) if about.task else ()
    )
    tag = tag_of(view, waiting, csrf_token())
    page = show(
        "remarks/page.html", "remarks", status, view=view, about=about, refused=refused, note=note, waiting=waiting, tag=tag,
        only_list=request.args.get("part") == "list",
    )  # fmt: skip
    return unchanged_or(page, tag) if request.method == "GET" else page
