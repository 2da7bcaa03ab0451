"""Answers the box while somebody types."""

from flask import Blueprint, Flask, Response, request

from baton.web.fragments import show
from baton.web.palette.finding import found
from baton.web.palette.keys import KEYS
from baton.web.security.access import rule
from baton.web.security.actor import current_actor

blueprint = Blueprint("palette", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/jump")
@rule("worklist.see")
def jump() -> Response:
    text = request.args.get("q", "")
    block = "frame" if request.args.get("frame") else "hits"
    return show("palette/palette.html", block, sections=found(current_actor(), text), text=text)


@blueprint.get("/jump/keys")
@rule("worklist.see")
def keys() -> Response:
    return show("palette/keys.html", "keys", groups=KEYS)
