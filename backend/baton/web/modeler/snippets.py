"""The pieces that the modeler offers beside the diagram: list, save, delete."""

from flask import Blueprint, Flask, Response, jsonify

from baton.domain.errors import InvalidInput
from baton.usecases import snippets
from baton.usecases.snippets import Piece
from baton.web.bodies import json_body
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("modeler_snippets", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/snippets.json")
@rule("model.edit")
def listing() -> Response:
    kept = snippets.snippets(platform(), current_actor())
    names = person_names({one.created_by for one in kept})
    return jsonify({
        "snippets": [
            {"id": one.id, "name": one.name, "description": one.description, "content": one.content, "by": names.get(one.created_by, one.created_by)}
            for one in kept
        ]
    })  # fmt: skip


@blueprint.post("/snippets.json")
@rule("model.edit")
def save() -> Response:
    body = json_body()
    told = [body.get(name, "") for name in ("name", "description", "content")]
    if not all(isinstance(one, str) for one in told):
        raise InvalidInput("Send name, description and content as texts.")
    return jsonify({"id": snippets.save_snippet(platform(), current_actor(), Piece(*told)).id})


@blueprint.delete("/snippets/<id>.json")
@rule("model.edit")
def drop(id: str) -> Response:
    snippets.drop_snippet(platform(), current_actor(), id)
    return jsonify({})
