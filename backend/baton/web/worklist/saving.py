"""Saved views of the worklist: keep, change, share, open with, delete; and who took what while the list was shown."""

from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, jsonify, request

from baton.domain.errors import InvalidInput, Rejection
from baton.domain.tasks import TaskState
from baton.domain.working.worklists import SavedView
from baton.usecases import tasks
from baton.usecases.worklist import views
from baton.usecases.worklist.views import ViewDraft
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.language.catalog import say as _
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.worklist.chips import view_address

blueprint = Blueprint("saved-views", __name__)
MOST_GONE = 40


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.post("/tasks/views")
@rule("worklist.see")
def save() -> Response:
    actor, share, query = current_actor(), request.form.get("share", ""), request.form.get("query", "")
    groups = (share.removeprefix("group:"),) if share.startswith("group:") else ()
    try:
        view = views.save_view(platform(), actor, ViewDraft(request.form.get("name", ""), query, groups, share == "everybody"))
        if request.form.get("opens"):
            views.open_with(platform(), actor, view.id)
    except Rejection as refusal:
        flash(str(refusal), "error")
        return go(f"/tasks?{query}" if query else "/tasks?view=mine")
    flash(_("The view “%(name)s” is saved.", name=view.name))
    return go(view_address(view))


@blueprint.get("/tasks/views/<id>")
@rule("worklist.see")
def edit(id: str) -> Response:
    return _editing(views.own_view(platform(), current_actor(), id))


@blueprint.post("/tasks/views/<id>")
@rule("worklist.see")
def change(id: str) -> Response:
    actor, act = current_actor(), request.form.get("act", "")
    if act == "save":
        return _changed(views.own_view(platform(), actor, id))
    try:
        if act == "delete":
            gone = views.drop_view(platform(), actor, id)
            flash(_("The view “%(name)s” is deleted.", name=gone.name))
            return go(f"/tasks?{gone.query}" if gone.query else "/tasks?view=mine")
        if act == "rename":
            views.rename_view(platform(), actor, id, request.form.get("name", ""))
        elif act == "overwrite":
            _overwrite(views.own_view(platform(), actor, id))
        elif act in ("open", "close"):
            views.open_with(platform(), actor, id if act == "open" else None)
    except Rejection as refusal:
        flash(str(refusal), "error")
    found, _default = views.saved_views(platform(), actor)
    view = next((one for one in found if one.id == id), None)
    return go(view_address(view) if view else "/tasks?view=mine")


def _overwrite(view: SavedView) -> None:
    """The filters, order and columns of the list as it is now."""
    draft = ViewDraft(view.name, request.form.get("query", ""), view.groups, view.everybody)
    views.save_view(platform(), current_actor(), draft, view.id)
    flash(_("The view “%(name)s” is saved.", name=view.name))


def _changed(view: SavedView) -> Response:
    """Another name, and other people who see it."""
    actor, given = current_actor(), request.form
    draft = ViewDraft(given.get("name", ""), view.query, tuple(given.getlist("group")), "everybody" in given)
    try:
        saved = views.save_view(platform(), actor, draft, view.id)
    except InvalidInput as refusal:
        return _editing(replace(view, name=draft.name, groups=draft.groups, everybody=draft.everybody), refusal)
    _found, default = views.saved_views(platform(), actor)
    if ("opens" in given) != (default == view.id):
        views.open_with(platform(), actor, view.id if "opens" in given else None)
    flash(_("The view “%(name)s” is saved.", name=saved.name))
    return go(view_address(saved))


def _editing(view: SavedView, refusal: InvalidInput | None = None) -> Response:
    actor = current_actor()
    _found, default = views.saved_views(platform(), actor)
    return show(
        "worklist/view.html", "changing", status_of(refusal) if refusal else 200, view=view, address=view_address(view),
        groups=sorted({*actor.groups, *view.groups}), opens=view.id == default, refusal=str(refusal or ""),
    )  # fmt: skip


@blueprint.get("/tasks/gone")
@rule("worklist.see")
def gone() -> Response:
    """In words, what became of tasks that left the list: by their ids."""
    actor = current_actor()
    found = []
    for id in request.args.getlist("task")[:MOST_GONE]:
        try:
            found.append(tasks.visible_task(platform(), actor, id))
        except Rejection:
            continue
    names = person_names(task.ended_by or task.assignee for task in found)
    words = {}
    for task in found:
        if task.state is not TaskState.OPEN:
            words[task.id] = _("completed by %(name)s", name=names[task.ended_by]) if task.ended_by else _("not needed any more")
        elif task.assignee:
            words[task.id] = _("taken by %(name)s", name=names[task.assignee])
    return jsonify(words)
