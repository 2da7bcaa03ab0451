"""The list of incidents, and trying again."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import InvalidInput
from baton.domain.incidents import Incident
from baton.domain.ports.queries import PageRequest
from baton.usecases import incidents
from baton.web.auth.places import local
from baton.web.bodies import parse_json
from baton.web.fragments import go, show, tag_of, unchanged_or
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("incidents", __name__)
STATES = (("raised", "Raised"), ("resolved", "Resolved"))


@dataclass(frozen=True)
class Line:
    """One incident in the list: where it is, and who resolved it."""

    incident: Incident
    element: str
    process: str
    key: str
    resolved_by: str


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/incidents")
@rule("incident.see")
def listing() -> Response:
    state = request.args.get("state") if request.args.get("state") in dict(STATES) else "raised"
    page = platform().queries.incidents(None, state, PageRequest(50, request.args.get("after")))
    lines = _lines(page.items)
    tag = tag_of(lines, state)
    view: dict[str, Any] = {
        "lines": lines,
        "state": state,
        "states": STATES,
        "next": page.next,
        "after": request.args.get("after", ""),
    }
    return unchanged_or(show("admin/incidents.html", "rows", tag=tag, **view), tag)


@blueprint.post("/incidents/<id>/retry")
@rule("incident.retry")
def retry(id: str) -> Response:
    incidents.retry(platform(), current_actor(), id, _variables())
    flash("Tried again. If it fails once more, a new incident is raised.")
    return go(local(request.form["back"]) if request.form.get("back") else _back(id))


def _variables() -> dict[str, Any]:
    """Variables to set first, as somebody typed them in JSON."""
    text = request.form.get("variables", "").strip()
    found = parse_json(text) if text else {}
    if not isinstance(found, dict):
        raise InvalidInput('Write the variables as one JSON object, such as {"quantity": 4}.')
    return found


def _back(id: str) -> str:
    with platform().store.read() as uow:
        return f"/instances/{uow.incident(id).instance_id}"


def _lines(found: tuple[Incident, ...]) -> tuple[Line, ...]:
    names = person_names(incident.resolved_by for incident in found)
    lines = []
    with platform().store.read() as uow:
        for incident in found:
            instance = uow.instance(incident.instance_id)
            definition = uow.definition(instance.definition_id)
            element = definition.outline.elements.get(incident.element_id)
            name = (element.name or element.id) if element else incident.element_id
            key = instance.business_key or instance.id[-6:]
            lines.append(Line(incident, name, definition.title, key, names.get(incident.resolved_by or "", "")))
    return tuple(lines)
