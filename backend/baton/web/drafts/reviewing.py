"""Asking somebody to look at a draft before it is published, and their answer."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, request

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput
from baton.domain.modelling import Decision, Draft, Review
from baton.domain.people import Person
from baton.domain.policy import can
from baton.usecases import modelling, reviews
from baton.web.fragments import go, show
from baton.web.modeler.live import LiveView, live_of
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("draft_reviewing", __name__)


@dataclass(frozen=True)
class ReviewPage:
    """``open`` is the request that waits for an answer about the draft as it is; ``decides``: this actor may give it;
    ``approved``: somebody else agreed to the draft as it is."""

    draft: Draft
    live: LiveView
    needed: bool
    for_all: bool
    approved: bool
    open: Review | None
    decides: bool
    relaxes: bool
    history: tuple[Review, ...]
    people: tuple[Person, ...]
    names: dict[str, str]
    compare: str


@blueprint.get("/models/<id>/review")
@rule("model.edit")
def page(id: str) -> Response:
    return show("drafts/review.html", "page", view=_page(current_actor(), id))


@blueprint.post("/models/<id>/review/request")
@rule("model.edit")
def ask(id: str) -> Response:
    asked = reviews.request_review(
        platform(), current_actor(), id, request.form.get("note", ""), request.form.get("reviewer") or None
    )
    name = person_names([asked.reviewer])[asked.reviewer] if asked.reviewer else "Everybody who may review"
    flash(f"{name} was asked to look at revision {asked.revision}.")
    return go(f"/models/{id}/review")


@blueprint.post("/models/<id>/review/decide")
@rule("model.approve")
def decide(id: str) -> Response:
    """``revision`` says what was looked at: an answer never counts for anything else."""
    given, revision = request.form.get("decision", ""), request.form.get("revision", "")
    if given not in list(Decision) or not (revision.isascii() and revision.isdigit()):
        raise InvalidInput("Choose whether to approve or to send back.")
    try:
        made = reviews.decide(platform(), current_actor(), id, (int(revision), Decision(given), request.form.get("note", "")))
    except InvalidInput as refusal:
        view = _page(current_actor(), id)
        return show("drafts/review.html", "page", 422, view=view, refusal=str(refusal), note=request.form.get("note", ""))
    flash(f"Revision {made.revision} was {'approved' if made.decision is Decision.APPROVED else 'sent back'}.")
    return go(f"/models/{id}/review")


@blueprint.post("/models/<id>/review/rule")
@rule("model.edit")
def demand(id: str) -> Response:
    """Whether this draft needs a second person."""
    draft = reviews.demand_approval(platform(), current_actor(), id, request.form.get("needed") == "1")
    flash(
        "A second person has to approve this draft from now on." if draft.needs_approval else "One person may publish this draft."
    )
    return go(f"/models/{id}/review")


def _page(actor: Actor, draft_id: str) -> ReviewPage:
    draft = modelling.draft(platform(), actor, draft_id)
    found = reviews.reviews(platform(), actor, draft_id)
    live = live_of(draft_id)
    waiting = next((one for one in found if one.decision is None and one.revision == draft.revision), None)
    needed = reviews.needs_approval(platform(), actor, draft_id)
    people = [id for one in found for id in (one.requested_by, one.decided_by, one.reviewer)]
    stand_in = f"draft:{draft_id}:1" if live.definition is None else f"definition:{live.definition.id}"
    return ReviewPage(
        draft, live, needed, platform().publish_needs_approval, reviews.approved(platform(), actor, draft_id), waiting,
        waiting is not None and can(actor, "model.approve") and actor.id not in (waiting.requested_by, draft.saved_by),
        can(actor, "model.relax"), tuple(found), tuple(reviews.reviewers(platform(), actor, draft_id)),
        person_names([*people, draft.saved_by]), f"/compare?a={stand_in}&b=draft:{draft_id}",
    )  # fmt: skip
