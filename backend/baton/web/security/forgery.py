"""Requests that other sites try to make in a person's name: refused by origin and by the session's token."""

import hmac
from urllib.parse import urlsplit

from flask import request

from baton.domain.errors import Forbidden
from baton.web.security import guests
from baton.web.security.actor import bears_token, caller
from baton.web.wired import settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf_token"
HEADER = "X-CSRFToken"


def refuse_forgery() -> None:
    """Before every unsafe request from a browser. Programs prove themselves by their token instead."""
    if request.method in SAFE or bears_token(request):
        return
    _refuse_other_sites()
    session = caller().session
    if session is not None and not hmac.compare_digest(_given().encode(), session.csrf.encode()):
        raise Forbidden("This form is out of date: its token does not belong to your session. Load the page again and resend.")


def _given() -> str:
    return request.headers.get(HEADER) or request.form.get(FIELD, "")


def _refuse_other_sites() -> None:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        raise Forbidden("This request came from another site and was refused.")
    origin = request.headers.get("Origin")
    if origin == "null" and request.path.startswith(guests.PLACES):
        return  # what a browser says of a page whose address it must not tell; the token of the session or the link decides
    if origin is not None and urlsplit(origin).netloc not in (request.host, urlsplit(settings().base_url).netloc):
        raise Forbidden("This request came from another site and was refused.")
