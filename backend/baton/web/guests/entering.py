"""What every page behind the door shares: who may come in, and in what frame it answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response

from baton.domain.errors import Rejection
from baton.usecases.outside.visits import Visit
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.guests.brand import frame
from baton.web.guests.landing import page
from baton.web.security.guests import ROOM, current_visit, unlisted

BY_LINK = "the session of an opened link is asked for, and reaches that link's task alone"
Body = Callable[[Visit], Response]


def visited(body: Body) -> Callable[..., Response]:
    """A page behind the door. Without a session of this very link it says how to get in; before the code it asks for the code."""

    @wraps(body)
    def view(id: str, **_: object) -> Response:
        visit = current_visit()
        if visit is None:
            return page("guests/door/outside.html", 401)
        if not visit.session.confirmed:
            return unlisted(go(f"{ROOM}{id}/code"))
        return unlisted(body(visit))

    return view


def refused(refusal: Rejection) -> Response:
    """What is refused behind the door, without the navigation of those who have an account."""
    return page("guests/door/refused.html", status_of(refusal), detail=str(refusal))


def shown(template: str, status: int = 200, **view: Any) -> Response:
    """A page behind the door, or its block for htmx."""
    return show(template, "work", status, **frame(), **view)
