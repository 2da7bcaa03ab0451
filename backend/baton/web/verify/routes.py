"""Anybody may ask whether a document is genuine; nothing of what they show is kept."""

from flask import Blueprint, Flask, Response, current_app, make_response, render_template, request

from baton.usecases.signing import verifying
from baton.usecases.signing.verifying import Finding
from baton.web.security.access import public
from baton.web.security.throttle import Throttle
from baton.web.wired import platform

blueprint = Blueprint("verify", __name__)
WHY = "whoever holds a document may ask whether it is genuine; the answer holds little more than the document itself"
LARGEST_SHOWN = 25 * 1024 * 1024
LONGEST_TEXT = 200
ASKED = "baton.verified"


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.extensions[ASKED] = Throttle(60, 600)


@blueprint.get("/verify")
@public(WHY)
def ask() -> Response:
    """The form; with an id or a hash in the address, what is known under it."""
    text = request.args.get("id", "").strip()[:LONGEST_TEXT]
    if not text:
        return _page()
    _count()
    return _page(verifying.verify_name(platform(), text), text)


@blueprint.post("/verify")
@public(WHY)
def show_file() -> Response:
    """A document is shown to us, looked at in memory, and forgotten."""
    _count()
    file = request.files.get("document")
    if file is None or not file.filename:
        return _page(problem="nothing", status=422)
    content = file.stream.read(LARGEST_SHOWN + 1)
    if len(content) > LARGEST_SHOWN:
        return _page(problem="large", status=413)
    return _page(verifying.verify_file(platform(), content), name=file.filename[:LONGEST_TEXT])


def _count() -> None:
    """Asking costs a little; asking without end is refused."""
    throttle: Throttle = current_app.extensions[ASKED]
    key = request.remote_addr or ""
    throttle.require_room(key)
    throttle.failed(key)


def _page(finding: Finding | None = None, text: str = "", *, name: str = "", problem: str = "", status: int = 200) -> Response:
    most = LARGEST_SHOWN // 1024 // 1024
    return make_response(
        render_template("verify/page.html", finding=finding, text=text, name=name, problem=problem, most=most), status
    )
