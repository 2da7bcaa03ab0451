"""A second pair of eyes before publishing: asked for, given or refused, always for one revision and never by oneself."""

from collections.abc import Iterable
from dataclasses import replace

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from baton.domain.modelling import Decision, Draft, Review
from baton.domain.people import Notice, Person
from baton.domain.policy import can, require
from baton.domain.ports.persistence import UnitOfWork
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform

LONGEST_NOTE = 2000
APPROVE = "model.approve"


def wants_approval(platform: Platform, uow: UnitOfWork, draft: Draft | None, keys: Iterable[str] = ()) -> bool:
    """Whether a second person has to agree: the house says so for all, or somebody did for this draft or for another one
    that publishes the same processes, so that a copy is no way round. Files without a draft have ``None``."""
    if platform.publish_needs_approval or (draft is not None and draft.needs_approval):
        return True
    wanted = set(keys)
    strict = [other for other in uow.drafts() if other.needs_approval] if wanted else []
    return any(wanted & _published(uow, other) for other in strict)


def is_approved(uow: UnitOfWork, draft: Draft) -> bool:
    """Whether the newest answer about exactly this revision is yes, by somebody who neither asked nor drew it."""
    answers = [review for review in uow.reviews(draft.id) if review.revision == draft.revision and review.decision]
    newest = answers[0] if answers else None
    return newest is not None and newest.decision is Decision.APPROVED and newest.decided_by not in (
        newest.requested_by, draft.saved_by
    )  # fmt: skip


def needs_approval(platform: Platform, actor: Actor, draft_id: str) -> bool:
    """Whether publishing this draft needs a second person, as far as what it published before tells."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        draft = uow.draft(draft_id)
        return wants_approval(platform, uow, draft, _published(uow, draft))


def approved(platform: Platform, actor: Actor, draft_id: str) -> bool:
    """Whether somebody else agreed to the draft as it is stored."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return is_approved(uow, uow.draft(draft_id))


def waits_for_approval(platform: Platform, actor: Actor, draft_id: str) -> bool:
    """Whether the draft cannot be published as it is, because nobody else has agreed to it."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        draft = uow.draft(draft_id)
        return wants_approval(platform, uow, draft, _published(uow, draft)) and not is_approved(uow, draft)


def demand_approval(platform: Platform, actor: Actor, draft_id: str, on: bool) -> Draft:
    """Make a second person necessary for this draft. Only an administrator may do without again."""
    require(actor, "model.edit")
    if not on:
        require(actor, "model.relax", message="Only an administrator may let this draft be published without a second person.")

    def work(act: Act) -> Draft:
        draft = replace(act.uow.draft(draft_id), needs_approval=on)
        act.uow.save_draft(draft, draft.revision)
        return draft

    return run(platform, work)


def request_review(platform: Platform, actor: Actor, draft_id: str, request: str, reviewer: str | None = None) -> Review:
    """Ask a person, or everybody who may, to look at the draft as it is stored now."""
    require(actor, "model.edit")
    _short(request)

    def work(act: Act) -> Review:
        draft = act.uow.draft(draft_id)
        asked = _reviewers(act, actor, draft, reviewer)
        for older in act.uow.reviews(draft_id):
            if older.decision is None and older.revision == draft.revision:
                raise Conflict("A review of this revision is asked for already.", draft=draft_id)
        review = Review(platform.ids.new(), draft_id, draft.revision, actor.id, act.now, request.strip(), reviewer or None)
        act.uow.save_review(review)
        text = f"{actor.name or actor.id} asks you to review “{draft.name}”."
        link = f"/models/{draft_id}/review"
        act.uow.add_notices([Notice(f"{review.id}.{one.id}", one.id, text, link, act.now) for one in asked])
        return review

    return run(platform, work)


def decide(platform: Platform, actor: Actor, draft_id: str, answer: tuple[int, Decision, str]) -> Review:
    """Approve a revision, or send it back with a note. ``answer``: the revision that was looked at, the decision, the note."""
    require(actor, APPROVE)
    revision, decision, note = answer
    _short(note)
    if decision is Decision.SENT_BACK and not note.strip():
        raise InvalidInput("Say what has to change before you send it back.")

    def work(act: Act) -> Review:
        draft = act.uow.draft(draft_id)
        if draft.revision != revision:
            raise Conflict(
                "The draft was changed since you opened this page. Look at it again before you decide.", draft=draft_id
            )
        asked = next((one for one in act.uow.reviews(draft_id) if one.revision == revision and one.decision is None), None)
        if asked is None:
            raise Conflict("Nobody waits for a review of this revision.", draft=draft_id)
        if actor.id in (asked.requested_by, draft.saved_by):
            raise Forbidden("Somebody else has to decide: you asked for the review or saved this revision yourself.")
        decided = replace(asked, decision=decision, decided_by=actor.id, decided_at=act.now, answer=note.strip())
        act.uow.save_review(decided)
        said = "approved" if decision is Decision.APPROVED else "sent back"
        text = f"{actor.name or actor.id} {said} “{draft.name}”."
        act.uow.add_notices([Notice(f"{asked.id}.answer", asked.requested_by, text, f"/models/{draft_id}/review", act.now)])
        return decided

    return run(platform, work)


def reviewers(platform: Platform, actor: Actor, draft_id: str) -> list[Person]:
    """Who may be asked."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return _able(uow, actor, uow.draft(draft_id))


def reviews(platform: Platform, actor: Actor, draft_id: str) -> list[Review]:
    """Every request with its answer, newest first."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return uow.reviews(draft_id)


def _reviewers(act: Act, actor: Actor, draft: Draft, wanted: str | None) -> list[Person]:
    able = _able(act.uow, actor, draft)
    asked = [person for person in able if wanted in (None, "", person.id)]
    if wanted and not asked:
        raise InvalidInput(f"{wanted} cannot review this draft; choose somebody else.")
    return asked


def _able(uow: UnitOfWork, actor: Actor, draft: Draft) -> list[Person]:
    return [
        person for person in uow.people()
        if not person.disabled and person.id not in (actor.id, draft.saved_by) and can(person.actor(), APPROVE)
    ]  # fmt: skip


def _published(uow: UnitOfWork, draft: Draft) -> set[str]:
    """The keys of the processes that were published from the draft."""
    keys = set()
    for id in {id for version in uow.draft_versions(draft.id) for id in version.definitions}:
        try:
            keys.add(uow.definition(id).key)
        except NotFound:
            continue
    return keys


def _short(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(f"A note has at most {LONGEST_NOTE} letters.")
