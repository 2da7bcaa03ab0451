"""The page of notices, and what is done with one."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, flash, request

from baton.usecases.telling import reading
from baton.web.auth.places import local
from baton.web.fragments import go, show, tag_of, unchanged_or
from baton.web.language.catalog import say as _
from baton.web.notices.view import listing
from baton.web.security.access import rule
from baton.web.security.actor import csrf_token, current_actor
from baton.web.wired import platform

blueprint = Blueprint("notices", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/notices")
@rule("worklist.see")
def page() -> Response:
    view = listing(current_actor(), request.args.get("only", ""), request.args.get("after", "")[:500])
    tag = tag_of(view, csrf_token())
    return unchanged_or(show("notices/page.html", "rows", notices=view, tag=tag), tag)


@blueprint.get("/notices/<id>")
@rule("worklist.see")
def follow(id: str) -> Response:
    """Where the notice leads; it is read then. Asking for it again changes nothing more."""
    return go(local(reading.open_notice(platform(), current_actor(), id).link))


@blueprint.post("/notices/read")
@rule("worklist.see")
def read() -> Response:
    """These notices, or all of them."""
    ids = request.form.getlist("notice")
    count = reading.mark_read(platform(), current_actor(), ids or None)
    if not ids:
        flash(_("%(count)s marked as read.", count=count))
    return go(_back())


@blueprint.post("/notices/<id>/done")
@rule("worklist.see")
def done(id: str) -> Response:
    reading.finish(platform(), current_actor(), id, request.form.get("done", "1") == "1")
    return go(_back())


@blueprint.post("/notices/mute")
@rule("worklist.see")
def mute() -> Response:
    """Hear no more of an instance, or hear of it again."""
    muted = request.form.get("muted", "1") == "1"
    reading.mute(platform(), current_actor(), request.form.get("instance", ""), muted)
    flash(_("You hear only of what is for you alone in this instance.") if muted else _("You hear of this instance again."))
    return go(_back())


def _back() -> str:
    """The page that the form stood on, if it was one of notices."""
    back = request.form.get("back", "")
    return back if urlsplit(back).path == "/notices" and back.startswith("/notices") else "/notices"
