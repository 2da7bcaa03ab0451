"""People who came by a magic link: a session of their own for each link, which reaches nothing but what the link is for."""

from flask import Request, Response, g, request

from baton.domain.actors import Actor
from baton.domain.people import Session
from baton.usecases.outside import visits
from baton.usecases.outside.visits import Visit
from baton.web.wired import platform, settings

DOOR, ROOM = "/l/", "/guest/"
PLACES = (DOOR, ROOM)
COOKIE = "baton_guest"
SECRET = 40
"""From how many signs on a part of an address may be a secret."""


def current_visit() -> Visit | None:
    """The visit of this request, found once: whose link it is, in a browser in which that link was opened."""
    if "visit" not in g:
        id, secret = _link_id(request), request.cookies.get(COOKIE, "")
        g.visit = visits.visit(platform(), id, secret) if id and secret else None
    found: Visit | None = g.visit
    return found


def guest(request: Request) -> tuple[Actor, Session] | None:
    """Who calls. At the door, where links are opened, nobody is anybody yet; also not who is signed in otherwise."""
    came = current_visit() if request.path.startswith(ROOM) else None
    if came is None:
        return None
    session = came.session
    actor = came.link.actor()
    return actor, Session(session.id, actor.id, session.csrf, session.created_at, session.expires_at)


def keep_visit(response: Response, visit: Visit, secret: str) -> Response:
    """Put the session's secret into the browser, for the pages of this link alone."""
    age = int((visit.session.expires_at - visit.session.created_at).total_seconds())
    response.set_cookie(
        COOKIE, secret, max_age=age, httponly=True, samesite="Lax", secure=settings().secure, path=f"{ROOM}{visit.link.id}"
    )
    return response


def unlisted(response: Response) -> Response:
    """The address is nobody else's business: no search engine lists it, no other site and no log learns it."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def told_path() -> str:
    """The path of this request as a log may have it: without what is secret in it."""
    return "/".join("…" if len(part) >= SECRET else part for part in request.path.split("/"))


def _link_id(request: Request) -> str:
    return request.path.removeprefix(ROOM).partition("/")[0] if request.path.startswith(ROOM) else ""
