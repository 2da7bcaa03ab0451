"""The door: what the address in a letter shows, and the button that opens it. Fetching it changes nothing, however often."""

from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, make_response, render_template, request, send_file
from werkzeug.exceptions import TooManyRequests

from baton.domain.errors import Forbidden, NotFound, Rejection
from baton.domain.working.links import Standing
from baton.usecases.outside import visits
from baton.usecases.outside.standing import who_asks
from baton.usecases.outside.visits import Found
from baton.web.errors import status_of
from baton.web.fragments import go
from baton.web.guests.brand import frame
from baton.web.language.choice import speak
from baton.web.security.access import public
from baton.web.security.guests import PLACES, ROOM, keep_visit, unlisted
from baton.web.security.throttle import Throttle
from baton.web.wired import platform, settings

blueprint = Blueprint("guest_landing", __name__)
WHOEVER_HOLDS_IT = "the letter that brought the address is the way in; the address is checked"
GUESSES, ASKED = "baton.guesses", "baton.asked"


def init_app(app: Flask) -> None:
    app.extensions[GUESSES] = Throttle(30, 600)
    app.extensions[ASKED] = Throttle(3, 3600)
    app.after_request(_unlisted)


def _unlisted(response: Response) -> Response:
    """Also what Flask itself answers to an address with a secret in it."""
    return unlisted(response) if request.path.startswith(PLACES) else response


@blueprint.get("/l/<token>")
@public(WHOEVER_HOLDS_IT)
def look(token: str) -> Response:
    return _shown(_found(token))


@blueprint.post("/l/<token>")
@public(WHOEVER_HOLDS_IT)
def enter(token: str) -> Response:
    """Only this opens the link: a deliberate act that programs which follow addresses do not do."""
    found = _found(token)
    try:
        visit, secret = visits.enter(platform(), token)
    except Forbidden:
        return _shown(found)
    place = f"{ROOM}{visit.link.id}"
    return unlisted(keep_visit(go(place if visit.session.confirmed else f"{place}/code"), visit, secret))


@blueprint.post("/l/<token>/again")
@public(WHOEVER_HOLDS_IT)
def again(token: str) -> Response:
    """A new address, for whoever the link was for and nobody else."""
    found = _found(token)
    asked: Throttle = current_app.extensions[ASKED]
    try:
        asked.require_room(found.link.id)
        sent = visits.ask_anew(platform(), token)
    except Forbidden:
        return _shown(found)
    except TooManyRequests:
        sent = False
    if sent:
        asked.failed(found.link.id)
    return page("guests/door/asked.html", found=found, sent=sent, recipient=masked(found.link.recipient))


def masked(address: str) -> str:
    """Enough of an address to recognise one's own."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}"


def page(template: str, status: int = 200, **view: object) -> Response:
    """A page for somebody without an account."""
    return unlisted(make_response(render_template(template, **frame(), **view), status))


def _found(token: str) -> Found:
    """Unknown addresses are counted against whoever tries them; a right one is let in, whatever others tried from the same place."""
    try:
        found = visits.look(platform(), token)
    except NotFound:
        caller, guesses = request.remote_addr or "", current_app.extensions[GUESSES]
        guesses.require_room(caller)
        guesses.failed(caller)
        raise
    speak(found.link.language)
    return found


@blueprint.errorhandler(NotFound)
def unknown(_: NotFound) -> Response:
    return page("guests/door/unknown.html", 404)


def _shown(found: Found) -> Response:
    if found.opens:
        by = who_asks(platform(), found.by)
        return page("guests/door/landing.html", found=found, link=found.link, by=by, again=found.standing is Standing.HANDED_IN)
    return page("guests/door/closed.html", 410, found=found, why=_why(found))


def _why(found: Found) -> str:
    if found.standing not in visits.OPENS:
        return found.standing.value
    return "replaced" if found.replaced else "blocked"


@blueprint.errorhandler(Rejection)
def refused(refusal: Rejection) -> Response:
    """What is refused at the door."""
    return page("guests/door/refused.html", status_of(refusal), detail=str(refusal))


@blueprint.get("/brand/logo")
@public("the logo on pages for outsiders")
def logo() -> Response:
    """The picture of the house."""
    file = Path(settings().brand_logo)
    if not settings().brand_logo or not file.is_file():
        raise NotFound
    return make_response(send_file(file.resolve(), max_age=3600))
