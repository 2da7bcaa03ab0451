"""What a link to one instance shows, and starting something about one of its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from baton.domain.engine import Variables
from baton.domain.errors import InvalidInput, NotFound, Rejection, said
from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.working.links import Link, Purpose, Standing
from baton.usecases.outside import showing
from baton.usecases.outside.showing import Line, Offer
from baton.usecases.outside.visits import Visit
from baton.web.errors import status_of
from baton.web.fragments import go
from baton.web.guests.entering import BY_LINK, refused, shown, visited
from baton.web.guests.view import Answer, answers
from baton.web.security.access import public
from baton.web.security.guests import ROOM
from baton.web.wired import platform
from baton.web.words import label, value_text
from baton.web.worklist.filling import Filling, filling, posted, understood

blueprint = Blueprint("guest_seeing", __name__)
blueprint.register_error_handler(Rejection, refused)


@dataclass(frozen=True)
class LineView:
    """A line in words."""

    line: Line
    texts: tuple[Answer, ...]

    @property
    def key(self) -> int:
        return self.line.place


@dataclass(frozen=True)
class SeePage:
    place: str
    link: Link
    title: str
    facts: tuple[Answer, ...]
    lines: tuple[LineView, ...]
    label: str


@dataclass(frozen=True)
class BeginPage:
    place: str
    title: str
    texts: tuple[Answer, ...]
    form: Filling


def see(visit: Visit) -> Response:
    """The page of a link that shows an instance."""
    place, found = f"{ROOM}{visit.link.id}", showing.shown(platform(), visit)
    facts = answers(found.form, found.values)
    lines = tuple(LineView(line, _texts(found.line_form, line.values)) for line in found.lines)
    view = SeePage(place, visit.link, str(visit.link.offer.get("title", "")), facts, lines, found.label)
    return shown("guests/behind/see.html", view=view)


@blueprint.get("/guest/<id>/about/<int:place>")
@public(BY_LINK)
@visited
def about(visit: Visit) -> Response:
    offer = _offer(visit)
    if offer.line.begun:
        return go(f"{ROOM}{visit.link.id}")
    initial = {**platform().forms.initial(offer.form, {}), **offer.given}
    return _begin(visit, offer, initial)


@blueprint.post("/guest/<id>/about/<int:place>")
@public(BY_LINK)
@visited
def start(visit: Visit) -> Response:
    offer = _offer(visit)
    initial = {**platform().forms.initial(offer.form, {}), **offer.given}
    submission = understood(offer.form, posted(request), initial)
    if submission.operation:
        return _begin(visit, offer, submission.values, submission.refusal)
    try:
        showing.begin_about(platform(), visit, offer.line.place, submission.values)
    except InvalidInput as refusal:
        return _begin(visit, offer, submission.values, refusal)
    return go(f"{ROOM}{visit.link.id}")


def _offer(visit: Visit) -> Offer:
    if visit.link.purpose is not Purpose.SEE or visit.found.standing is not Standing.OPEN:
        raise NotFound(said("There is nothing like that to start here."))
    return showing.offered(platform(), visit, int((request.view_args or {})["place"]))


def _begin(visit: Visit, offer: Offer, values: Variables, refusal: InvalidInput | None = None) -> Response:
    place = f"{ROOM}{visit.link.id}"
    form = filling(offer.form, values, f"{place}/about/{offer.line.place}", refusal)
    view = BeginPage(
        place, str(visit.link.offer.get("label") or offer.definition.title), _texts(offer.line_form, offer.line.values), form
    )
    return shown("guests/behind/about.html", status_of(refusal) if refusal else 200, view=view)


def _texts(form: Form, values: Mapping[str, Any]) -> tuple[Answer, ...]:
    """A line in the words of the form that describes it, else in its own."""
    if form is not EMPTY_FORM:
        return answers(form, values)
    plain = {name: value for name, value in values.items() if isinstance(value, str | int | float | bool)}
    return tuple(Answer(label(name), value_text(value)) for name, value in plain.items())
