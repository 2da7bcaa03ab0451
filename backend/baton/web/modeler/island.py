"""What the modeler island asks for: save, check, deploy, and the names it offers."""

import re

from flask import Blueprint, Flask, Response, flash, jsonify, request
from werkzeug.exceptions import PreconditionRequired

from baton.domain.errors import Conflict, InvalidInput
from baton.usecases import deploy, modelling
from baton.usecases.decisions.reading import is_decision
from baton.usecases.drafts.publishing import publish
from baton.web.bodies import bare_name, json_body
from baton.web.fragments import go, show
from baton.web.modeler.catalog import catalog
from baton.web.modeler.pages import draft_page, is_drawing
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.words import iso, spoken

blueprint = Blueprint("modeler_island", __name__)
LONGEST_REASON = 500
_REVISION = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.put("/models/<id>/model")
@rule("model.edit")
def save(id: str) -> Response:
    """Store the diagram if nobody else changed it since; 409 names who did."""
    drawn, revision = sent_drawing(), asked_revision()
    if revision is None:
        raise PreconditionRequired("Say with If-Match which version you changed.")
    try:
        saved = modelling.save_draft(platform(), current_actor(), id, drawn, revision)
    except Conflict:
        raise who_was_faster(id) from None
    return jsonify({"version": saved.revision, "saved_at": iso(saved.saved_at)})


@blueprint.post("/models/<id>/lint")
@rule("model.edit")
def lint(id: str) -> Response:
    kept = modelling.draft(platform(), current_actor(), id)
    report = deploy.check(platform(), {**kept.files, **sent_drawing()})
    return jsonify({"problems": [problem.as_dict() for problem in report.problems]})


@blueprint.post("/models/<id>/deploy")
@rule("model.deploy")
def deploy_draft(id: str) -> Response:
    """Deploy what is stored; the island sends the diagram along, which is stored first."""
    actor = current_actor()
    if not request.is_json:
        return _deploy_by_form(id)
    revision = asked_revision()
    kept = modelling.draft(platform(), actor, id)
    drawn = sent_drawing()
    try:
        kept = modelling.save_draft(platform(), actor, id, drawn, revision or kept.revision)
    except Conflict:
        raise who_was_faster(id) from None
    made = publish(platform(), actor, id, despite=_reason(json_body().get("despite")))
    newest = made.definitions[0]
    return jsonify({
        "definition": newest.id, "key": newest.key, "number": newest.version, "version": kept.revision,
        "url": f"/definitions/{newest.id}", "warnings": [problem.as_dict() for problem in made.warnings],
    })  # fmt: skip


@blueprint.get("/models/<id>/catalog.json")
@rule("model.edit")
def names(id: str) -> Response:
    return jsonify(catalog(modelling.draft(platform(), current_actor(), id)))


def who_was_faster(id: str) -> Conflict:
    """What the second of two editors is told: who saved when, and that nothing of theirs is lost."""
    newest = modelling.draft(platform(), current_actor(), id)
    name = person_names([newest.saved_by])[newest.saved_by]
    text = f"{name} saved “{newest.name}” at {spoken(newest.saved_at)}. Yours is not stored yet: compare the two, then choose."
    mine = newest.saved_by == current_actor().id
    return Conflict(text, by=newest.saved_by, name=name, mine=mine, at=newest.saved_at, version=newest.revision)


def _deploy_by_form(id: str) -> Response:
    actor = current_actor()
    try:
        made = publish(platform(), actor, id, despite=_reason(request.form.get("despite")))
    except InvalidInput as refusal:
        page = draft_page(actor, modelling.draft(platform(), actor, id), None)
        return show("modeler/draft.html", "page", 422, view=page, refusal=refusal)
    flash(f"Version {made.definitions[0].version} of {made.definitions[0].title} is deployed.")
    return go(f"/definitions/{made.definitions[0].id}")


def _reason(given: object) -> str:
    """Why a draft is published although scenarios are red."""
    return given[:LONGEST_REASON] if isinstance(given, str) else ""


def sent_drawing() -> dict[str, bytes]:
    """The diagram or decision file that the request carries, under its file name."""
    body = json_body()
    name, xml = body.get("name"), body.get("xml")
    if not isinstance(name, str) or not isinstance(xml, str) or not xml.strip():
        raise InvalidInput("Send the file's name and its XML.")
    file = bare_name(name)
    return {file if is_drawing(file) or is_decision(file) else f"{file}.bpmn": xml.encode()}


def asked_revision() -> int | None:
    """The revision that the sender saw last."""
    found = _REVISION.fullmatch(request.headers.get("If-Match", "").strip())
    return int(found[1]) if found else None
