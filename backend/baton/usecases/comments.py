"""What designers say to each other about a draft: comments on elements, answers, mentions, and what is settled."""

from dataclasses import dataclass, replace

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, NotFound, TooLarge
from baton.domain.modelling import Comment, Draft
from baton.domain.people import Notice, Person
from baton.domain.policy import can, require
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.working.remarks import LONGEST, MENTION
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Remark:
    """What somebody writes, and where: about an element of a file, about the whole model, or as an answer to a comment."""

    text: str
    file: str = ""
    element_id: str | None = None
    reply_to: str | None = None


def comments(platform: Platform, actor: Actor, draft_id: str) -> tuple[Draft, list[Comment]]:
    """The draft and all its comments, oldest first."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return uow.draft(draft_id), uow.comments(draft_id)


def say(platform: Platform, actor: Actor, draft_id: str, remark: Remark) -> Comment:
    """Add a comment; whoever is mentioned, and whoever is answered, gets a notice."""
    require(actor, "model.edit")
    text = remark.text.strip()
    if not text:
        raise InvalidInput("Write something first.")
    if len(text) > LONGEST:
        raise TooLarge(f"A comment has at most {LONGEST} characters; this one has {len(text)}.")

    def work(act: Act) -> Comment:
        draft = act.uow.draft(draft_id)
        around = _around(act, draft_id, remark.reply_to)
        mentioned = tuple(person.id for person in _designers(act.uow) if person.id in MENTION.findall(text))
        place = (around.file, around.element_id) if around else (remark.file, remark.element_id)
        comment = Comment(platform.ids.new(), draft_id, *place, text, actor.id, act.now, mentioned, around.id if around else None)
        act.uow.save_comment(comment)
        told = {*mentioned, *((around.author,) if around else ())} - {actor.id}
        act.uow.add_notices(_notice(draft, comment, actor, person_id) for person_id in sorted(told))
        return comment

    return run(platform, work)


def settle(platform: Platform, actor: Actor, draft_id: str, comment_id: str, settled: bool) -> Comment:
    """Mark a comment and its answers as settled, or open it again."""
    require(actor, "model.edit")

    def work(act: Act) -> Comment:
        found = _around(act, draft_id, comment_id)
        if found is None:
            raise NotFound
        changed = replace(found, resolved_at=act.now if settled else None, resolved_by=actor.id if settled else None)
        act.uow.save_comment(changed)
        return changed

    return run(platform, work)


def may_be_mentioned(platform: Platform) -> list[Person]:
    """The people who can see a draft, by name."""
    with platform.store.read() as uow:
        return sorted(_designers(uow), key=lambda person: person.name or person.id)


def _designers(uow: UnitOfWork) -> list[Person]:
    return [person for person in uow.people() if not person.disabled and can(person.actor(), "model.edit")]


def _around(act: Act, draft_id: str, comment_id: str | None) -> Comment | None:
    """The comment that is answered: always the first of its thread."""
    if comment_id is None:
        return None
    found = act.uow.comment(comment_id)
    if found.draft_id != draft_id:
        raise NotFound
    return act.uow.comment(found.reply_to) if found.reply_to else found


def _notice(draft: Draft, comment: Comment, actor: Actor, person_id: str) -> Notice:
    verb = "mentions you in" if person_id in comment.mentions else "answered you in"
    link = f"/models/{draft.id}/comments#comment-{comment.reply_to or comment.id}"
    text = f"{actor.name or actor.id} {verb} “{draft.name}”: {comment.text[:140]}"
    return Notice(f"{comment.id}-{person_id}", person_id, text, link, comment.at)
