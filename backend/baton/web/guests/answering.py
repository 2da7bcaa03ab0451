"""Ask a question, say no, or pass it on to a colleague."""

from dataclasses import dataclass

from flask import Blueprint, Response, request

from baton.domain.errors import Conflict, InvalidInput, Rejection
from baton.domain.working.links import Standing
from baton.usecases.outside import answering
from baton.usecases.outside.visits import Visit
from baton.web.errors import status_of
from baton.web.fragments import go
from baton.web.guests.entering import BY_LINK, refused, shown, visited
from baton.web.security.access import public
from baton.web.security.guests import ROOM
from baton.web.wired import platform

blueprint = Blueprint("guest_answering", __name__)
blueprint.register_error_handler(Rejection, refused)


@dataclass(frozen=True)
class AnswerPage:
    """One of the pages, with what was typed and what was wrong with it."""

    place: str
    title: str
    text: str = ""
    recipient: str = ""
    name: str = ""
    wrong: str = ""
    field: str = ""


@blueprint.get("/guest/<id>/ask")
@public(BY_LINK)
@visited
def asking(visit: Visit) -> Response:
    return _form("guests/behind/ask.html", visit)


@blueprint.post("/guest/<id>/ask")
@public(BY_LINK)
@visited
def ask(visit: Visit) -> Response:
    return _done("guests/behind/ask.html", visit)


@blueprint.get("/guest/<id>/decline")
@public(BY_LINK)
@visited
def declining(visit: Visit) -> Response:
    return _form("guests/behind/decline.html", visit)


@blueprint.post("/guest/<id>/decline")
@public(BY_LINK)
@visited
def decline(visit: Visit) -> Response:
    return _done("guests/behind/decline.html", visit)


@blueprint.get("/guest/<id>/pass")
@public(BY_LINK)
@visited
def passing(visit: Visit) -> Response:
    return _form("guests/behind/pass.html", visit)


@blueprint.post("/guest/<id>/pass")
@public(BY_LINK)
@visited
def pass_on(visit: Visit) -> Response:
    return _done("guests/behind/pass.html", visit)


def _form(template: str, visit: Visit, refusal: InvalidInput | None = None) -> Response:
    place, task = f"{ROOM}{visit.link.id}", visit.found.task
    if task is None or visit.found.standing is not Standing.OPEN:
        return go(place)
    given = request.form
    field = refusal.problems[0].field or "" if refusal and refusal.problems else ""
    view = AnswerPage(
        place, task.title or task.name, given.get("text", ""), given.get("recipient", ""), given.get("name", ""),
        str(refusal) if refusal else "", field,
    )  # fmt: skip
    return shown(template, status_of(refusal) if refusal else 200, view=view, link=visit.link)


def _done(template: str, visit: Visit) -> Response:
    given = request.form
    try:
        if template == "guests/behind/ask.html":
            answering.ask(platform(), visit, given.get("text", ""))
        elif template == "guests/behind/decline.html":
            answering.decline(platform(), visit, given.get("text", ""))
        else:
            answering.pass_on(platform(), visit, given.get("recipient", "")[:300], given.get("name", "")[:200])
    except InvalidInput as refusal:
        return _form(template, visit, refusal)
    except Conflict:
        pass  # answered or closed meanwhile: the page says how it stands
    return go(f"{ROOM}{visit.link.id}")
