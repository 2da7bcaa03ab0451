"""Versions of a draft: named, brought back; the draft itself: renamed, put in the bin and taken out of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, InvalidInput, NotFound
from baton.domain.modelling import Draft, DraftVersion, version_of
from baton.domain.policy import require
from baton.usecases.act import Act, run
from baton.usecases.modelling import store
from baton.usecases.platform import Platform

LONGEST_NAME = 200
LONGEST_NOTE = 2000
SEEN_LATELY = timedelta(seconds=60)


@dataclass(frozen=True)
class Presence:
    """Who else has the draft open, and who saved it last."""

    others: tuple[str, ...]
    revision: int
    saved_by: str
    saved_at: datetime
    removed: bool


def versions(platform: Platform, actor: Actor, draft_id: str) -> tuple[Draft, list[DraftVersion]]:
    """The draft and its versions, newest first, without the contents of their files."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        draft, found = uow.draft(draft_id), uow.draft_versions(draft_id)
    if not any(version.number == draft.revision for version in found):
        found = [replace(version_of(draft), files={}), *found]
    return draft, found


def version(platform: Platform, actor: Actor, draft_id: str, number: int) -> DraftVersion:
    """One version with its files; the newest is the draft as it is stored."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        draft = uow.draft(draft_id)
        return version_of(draft) if number == draft.revision else uow.draft_version(draft_id, number)


def name_version(platform: Platform, actor: Actor, draft_id: str, number: int, named: tuple[str, str]) -> DraftVersion:
    """Give a version a name and a note, so that it stays; an empty name takes the name away."""
    require(actor, "model.edit")
    name, note = named[0].strip(), named[1].strip()
    if len(name) > LONGEST_NAME or len(note) > LONGEST_NOTE:
        raise InvalidInput(f"A name has at most {LONGEST_NAME} letters, a note {LONGEST_NOTE}.")

    def work(act: Act) -> DraftVersion:
        found = replace(_kept(act, draft_id, number), name=name or None, note=note)
        act.uow.save_draft_version(found)
        return found

    return run(platform, work)


def restore(platform: Platform, actor: Actor, draft_id: str, number: int) -> Draft:
    """Make the draft what it was in a version. That is a new revision; what it is now stays as a version as well."""
    require(actor, "model.edit")

    def work(act: Act) -> Draft:
        draft, wanted = act.uow.draft(draft_id), act.uow.draft_version(draft_id, number)
        if dict(draft.files) == dict(wanted.files):
            raise Conflict(f"The draft is the same as version {number} already.", draft=draft_id)
        title = f"version {number}, “{wanted.name}”" if wanted.name else f"version {number}"
        return store(act, actor, draft, wanted.files, f"Restored from {title}.")

    return run(platform, work)


def copy(platform: Platform, actor: Actor, draft_id: str, files: dict[str, bytes]) -> Draft:
    """A new draft beside this one, with these files in place of the stored ones: work that came second and shall not be lost."""
    require(actor, "model.edit")

    def work(act: Act) -> Draft:
        kept = act.uow.draft(draft_id)
        name = f"{kept.name} (copy by {actor.name or actor.id})"[:LONGEST_NAME]
        mine = Draft(platform.ids.new(), name, {**kept.files, **files}, 1, act.now, actor.id, needs_approval=kept.needs_approval)
        act.uow.save_draft(mine, None)
        act.uow.save_draft_version(version_of(mine, note=f"Copied from “{kept.name}”."))
        return mine

    return run(platform, work)


def rename(platform: Platform, actor: Actor, draft_id: str, name: str) -> Draft:
    """Another name for the draft."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise InvalidInput(f"Give the process model a name of at most {LONGEST_NAME} letters.")
    return _with(platform, actor, draft_id, lambda draft, act: replace(draft, name=name.strip()))


def remove(platform: Platform, actor: Actor, draft_id: str) -> Draft:
    """Put the draft in the bin. Nothing of it is lost, and what is deployed of it goes on running."""
    return _with(platform, actor, draft_id, lambda draft, act: replace(draft, removed_at=act.now))


def bring_back(platform: Platform, actor: Actor, draft_id: str) -> Draft:
    """Take the draft out of the bin."""
    return _with(platform, actor, draft_id, lambda draft, act: replace(draft, removed_at=None))


def drop(platform: Platform, actor: Actor, draft_id: str) -> Draft:
    """Delete a draft of the bin for good, with versions, comments, links and reviews."""
    require(actor, "model.edit")

    def work(act: Act) -> Draft:
        draft = act.uow.draft(draft_id)
        if draft.removed_at is None:
            raise Conflict(f"“{draft.name}” is not in the bin. Put it there first.", draft=draft_id)
        act.uow.drop_draft(draft_id)
        return draft

    return run(platform, work)


def bin(platform: Platform, actor: Actor) -> list[Draft]:
    """The drafts in the bin, by name."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        return [draft for draft in uow.drafts() if draft.removed_at is not None]


def be_seen(platform: Platform, actor: Actor, draft_id: str) -> Presence:
    """Say that the actor has the draft open, and learn who else has and what is stored."""
    require(actor, "model.edit")

    def work(act: Act) -> Presence:
        draft = act.uow.draft(draft_id)
        others = [id for id in act.uow.editing(draft_id, act.now - SEEN_LATELY) if id != actor.id]
        act.uow.seen_editing(draft_id, actor.id, act.now)
        return Presence(tuple(others), draft.revision, draft.saved_by, draft.saved_at, draft.removed_at is not None)

    return run(platform, work)


def _with(platform: Platform, actor: Actor, draft_id: str, change: Callable[[Draft, Act], Draft]) -> Draft:
    """Change something about the draft that is no part of its content: the revision stays."""
    require(actor, "model.edit")

    def work(act: Act) -> Draft:
        draft = act.uow.draft(draft_id)
        changed = change(draft, act)
        act.uow.save_draft(changed, draft.revision)
        return changed

    return run(platform, work)


def _kept(act: Act, draft_id: str, number: int) -> DraftVersion:
    try:
        return act.uow.draft_version(draft_id, number)
    except NotFound:
        draft = act.uow.draft(draft_id)
        if number != draft.revision:
            raise
        return version_of(draft)
