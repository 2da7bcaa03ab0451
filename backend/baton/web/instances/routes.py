"""Pages of process instances and what operators do to them."""

from flask import Blueprint, Flask, Response, flash, jsonify, request

from baton.domain.errors import InvalidInput, NotFound
from baton.domain.problems import Problem
from baton.usecases import instances, replay
from baton.usecases.seen import reading
from baton.web.fragments import go, show, tag_of, unchanged_or, wants_fragment
from baton.web.instances.listing import instance_list, wanted_by
from baton.web.instances.page import instance_page
from baton.web.instances.playing import history, replay_page
from baton.web.instances.standing import standings, state_of
from baton.web.naming import known_processes, person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("instances", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/instances")
@rule("instance.list")
def listing() -> Response:
    view = instance_list(current_actor(), wanted_by(request))
    processes = [] if wants_fragment() else known_processes()
    tag = tag_of(view)
    return unchanged_or(show("instances/list.html", "rows", list=view, processes=processes, tag=tag), tag)


@blueprint.get("/instances/<id>")
@rule("instance.see")
def page(id: str) -> Response:
    view = instance_page(current_actor(), id)
    kept = reading.of_instance(platform(), id)
    return show("instances/page.html", "page", view=view, kept=kept, names=person_names(one.person_id for one in kept.approvals))


@blueprint.get("/instances/<id>/replay")
@rule("instance.see")
def replaying(id: str) -> Response:
    at = request.args.get("at", "")
    wanted = int(at) if at.isascii() and at.isdigit() and len(at) < 10 else None
    view = replay_page(current_actor(), id, wanted)
    return show("instances/replay.html", "page", view=view, submissions=reading.of_instance(platform(), id).submissions)


@blueprint.get("/instances/<id>/verification")
@rule("instance.see")
def verification(id: str) -> Response:
    """Check the hash chain and fold the journal again; stores nothing."""
    actor = current_actor()
    row = platform().queries.instance_row(id)
    result = replay.verify(platform(), actor, id)
    return show("instances/verification.html", "shield", result=result, row=row)


@blueprint.get("/instances/<id>/state.json")
@rule("instance.see")
def state(id: str) -> Response:
    instance = instances.visible_instance(platform(), current_actor(), id)
    with platform().store.read() as uow:
        found = standings(uow.entries(id), uow.definition(instance.definition_id))
    return jsonify(state_of(found))


@blueprint.get("/instances/<id>/history.json")
@rule("instance.see")
def history_json(id: str) -> Response:
    instance = instances.visible_instance(platform(), current_actor(), id)
    return jsonify({"entries": history(instance)})


@blueprint.get("/definitions/<id>/model.xml")
@rule("definition.see")
def model(id: str) -> Response:
    """The drawing of a definition: the file of its process, or the one that holds ``element``."""
    with platform().store.read() as uow:
        definition = uow.definition(id)
    element = request.args.get("element", "")
    marks = (f'id="{element}"'.encode(), f"id='{element}'".encode()) if element else (b"",)
    names = [definition.outline.file, *(name for name in definition.files if name.endswith((".bpmn", ".xml")))]
    contents = [definition.files[name] for name in names if name in definition.files]
    found = next((content for content in contents if any(mark in content for mark in marks)), None)
    if found is None:
        raise NotFound("This version holds no such drawing.")
    response = Response(found, mimetype="application/xml")
    response.headers["Content-Disposition"] = "attachment"
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@blueprint.post("/instances/<id>/suspend")
@rule("instance.operate")
def suspend(id: str) -> Response:
    instances.suspend(platform(), current_actor(), id, _reason())
    flash("Suspended: nothing of this instance moves until it is resumed.")
    return go(f"/instances/{id}")


@blueprint.post("/instances/<id>/resume")
@rule("instance.operate")
def resume(id: str) -> Response:
    instances.resume(platform(), current_actor(), id, _reason())
    flash("Resumed.")
    return go(f"/instances/{id}")


@blueprint.post("/instances/<id>/cancel")
@rule("instance.operate")
def cancel(id: str) -> Response:
    instances.cancel(platform(), current_actor(), id, _reason(required=True))
    flash("Cancelled.")
    return go(f"/instances/{id}")


def _reason(required: bool = False) -> str:
    given = request.form.get("reason", "").strip()[:1000]
    if required and not given:
        raise InvalidInput(
            "Say why: the reason stands in the journal.", problems=[Problem("reason.missing", "Say why.", field="reason")]
        )
    return given
