"""Drafts of forms: saved while people type, found again on any device, lost to nobody when two of them type at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, NotFound, TooLarge, said
from baton.domain.policy import can, require
from baton.domain.ports.persistence import UnitOfWork
from baton.domain.working.form_drafts import FormDraft, of_task
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform

LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Typed:
    """What a page holds: its fields as posted, the ``revision`` of the draft it started from (None: replace whatever there is),
    and the kind of device."""

    fields: Mapping[str, tuple[str, ...]]
    revision: int | None = None
    device: str = ""


def save(platform: Platform, actor: Actor, place: str, typed: Typed) -> FormDraft:
    """Keep what was typed. Refused when another tab or device saved meanwhile: both states still exist, and people choose."""
    if sum(len(name) + sum(map(len, values)) for name, values in typed.fields.items()) > LARGEST:
        raise TooLarge(said("This is too much to be kept as a draft. Send the form, or shorten it."))

    def work(act: Act) -> FormDraft:
        _require_place(act.uow, actor, place)
        before = act.uow.form_draft(place, actor.id)
        draft = before or FormDraft(place, actor.id, act.now)
        if before and before.fields == typed.fields:
            return before
        if typed.revision is not None and draft.revision != typed.revision:
            raise Conflict(
                said("Another tab or device has saved this draft meanwhile."),
                revision=draft.revision, saved_at=draft.saved_at, device=draft.device,
            )  # fmt: skip
        draft = draft.saved(typed.fields, act.now, typed.device)
        act.uow.save_form_draft(draft)
        return draft

    return run(platform, work)


def mine(platform: Platform, actor: Actor, place: str) -> FormDraft | None:
    """The actor's own draft."""
    with platform.store.read() as uow:
        return uow.form_draft(place, actor.id)


def others(platform: Platform, actor: Actor, task_id: str) -> list[FormDraft]:
    """What people typed who had the task before, newest first; only for whoever may complete it now, and no guest."""
    with platform.store.read() as uow:
        if actor.only_task is not None or not can(actor, "task.complete", uow.task(task_id)):
            return []
        return [draft for draft in uow.form_drafts(of_task(task_id)) if draft.author != actor.id]


def take_over(platform: Platform, actor: Actor, task_id: str, author: str) -> FormDraft:
    """Go on with what somebody else typed; theirs stays theirs. What the actor typed so far is replaced."""
    place = of_task(task_id)

    def work(act: Act) -> FormDraft:
        require(actor, "task.complete", act.uow.task(task_id))
        theirs = act.uow.form_draft(place, author) if actor.only_task is None else None
        if theirs is None:
            raise NotFound(said("This draft is no longer there."))
        before = act.uow.form_draft(place, actor.id) or FormDraft(place, actor.id, act.now)
        draft = before.saved(theirs.fields, act.now, theirs.device)
        act.uow.save_form_draft(draft)
        return draft

    return run(platform, work)


def discard(platform: Platform, actor: Actor, place: str) -> None:
    """Throw the actor's own draft away."""
    run(platform, lambda act: act.uow.drop_form_draft(place, actor.id))


def drafts_of(platform: Platform, actor: Actor, task_ids: Iterable[str]) -> set[str]:
    """Of which of these tasks the actor has a draft."""
    by_place = {of_task(id): id for id in task_ids}
    with platform.store.read() as uow:
        return {by_place[place] for place in uow.form_drafts_at(actor.id, by_place)}


def _require_place(uow: UnitOfWork, actor: Actor, place: str) -> None:
    """Whoever sees an open task may keep what they typed into it, even when it went to somebody else meanwhile."""
    kind, _, id = place.partition(":")
    if kind != "task":
        require(actor, "process.start")
        if uow.latest_definition(id) is None:
            raise NotFound(said("There is no process “{key}”.", key=id))
        return
    task = uow.task(id)
    had = uow.form_draft(place, actor.id) is not None
    if not can(actor, "task.see", task) and not had:
        raise NotFound(said("There is no task {id} that you may see.", id=id))
    task.require_open()
