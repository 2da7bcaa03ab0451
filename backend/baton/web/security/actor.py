"""The actor of a request: from a browser's session cookie or a program's bearer token, never from both."""

from dataclasses import dataclass

from flask import Request, Response, g, request
from werkzeug.exceptions import BadRequest

from baton.domain.actors import ANONYMOUS, Actor
from baton.domain.people import Session
from baton.usecases import people
from baton.web.security import guests
from baton.web.wired import platform, settings

COOKIE = "baton_session"
BEARER = "bearer "


@dataclass(frozen=True)
class Caller:
    """Who calls, and the browser session they call from (None for programs and strangers)."""

    actor: Actor
    session: Session | None = None


STRANGER = Caller(ANONYMOUS)


def current_actor() -> Actor:
    """Who calls; ``ANONYMOUS`` when nobody is signed in. Raises ``Unauthenticated`` for a token that is not valid."""
    return caller().actor


def caller() -> Caller:
    """The caller of this request, found once."""
    if "caller" not in g:
        g.caller = _identify(request)
    found: Caller = g.caller
    return found


def treat_as_stranger() -> None:
    """Ask nobody who calls: for pages that are shown because asking may fail."""
    g.caller = STRANGER


def csrf_token() -> str:
    """What forms of this session must carry; empty without a session."""
    session = caller().session
    return session.csrf if session else ""


def bears_token(request: Request) -> bool:
    return request.headers.get("Authorization", "").lower().startswith(BEARER)


def refuse_two_identities() -> None:
    """A request with a cookie and a token could mean either person, so it means neither."""
    if bears_token(request) and COOKIE in request.cookies:
        raise BadRequest("Send either the session cookie or an Authorization header, not both.")


def keep_session(response: Response, secret: str, seconds: int) -> Response:
    """Put the session's secret into the browser."""
    response.set_cookie(COOKIE, secret, max_age=seconds, httponly=True, samesite="Lax", secure=settings().secure, path="/")
    return response


def forget_session(response: Response) -> Response:
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=settings().secure, path="/")
    return response


def _identify(request: Request) -> Caller:
    if request.path.startswith(guests.PLACES):
        came = guests.guest(request)
        return Caller(*came) if came else STRANGER
    if bears_token(request):
        secret = request.headers["Authorization"][len(BEARER) :].strip()
        return Caller(people.by_token(platform(), secret))
    secret = request.cookies.get(COOKIE, "")
    found = people.by_session(platform(), secret) if secret else None
    return Caller(*found) if found else STRANGER
