"""Saved views: filters and order of the worklist under a name, for oneself or for others as well."""

from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.errors import Forbidden, InvalidInput, NotFound, said
from baton.domain.working.worklists import LONGEST_QUERY, LONGEST_VIEW_NAME, SavedView
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform

MOST_VIEWS = 50


@dataclass(frozen=True)
class ViewDraft:
    """What somebody wants to save."""

    name: str
    query: str
    groups: tuple[str, ...] = ()
    everybody: bool = False


def saved_views(platform: Platform, actor: Actor) -> tuple[list[SavedView], str | None]:
    """The views the actor may use, and the id of the one with which their worklist opens."""
    with platform.store.read() as uow:
        return uow.saved_views(actor.id, actor.groups), uow.default_view(actor.id)


def default_query(platform: Platform, actor: Actor) -> SavedView | None:
    """The view with which the actor's worklist opens, while they may still use it."""
    found, default = saved_views(platform, actor)
    return next((view for view in found if view.id == default), None)


def save_view(platform: Platform, actor: Actor, draft: ViewDraft, view_id: str | None = None) -> SavedView:
    """Keep a new view, or change one of the actor's own."""

    def work(act: Act) -> SavedView:
        return _saved(platform, act, actor, draft, _owned(act, actor, view_id) if view_id else None)

    return run(platform, work)


def drop_view(platform: Platform, actor: Actor, view_id: str) -> SavedView:
    """Forget one of the actor's own views, also for those it was shared with."""

    def work(act: Act) -> SavedView:
        view = _owned(act, actor, view_id)
        act.uow.drop_view(view_id)
        return view

    return run(platform, work)


def own_view(platform: Platform, actor: Actor, view_id: str) -> SavedView:
    """One of the actor's own views; others do not exist for them."""
    with platform.store.read() as uow:
        view = uow.saved_view(view_id)
    if view.owner != actor.id:
        raise NotFound(said("There is no view of yours at this address."))
    return view


def rename_view(platform: Platform, actor: Actor, view_id: str, name: str) -> SavedView:
    """Another name, the same filters."""

    def work(act: Act) -> SavedView:
        view = _owned(act, actor, view_id)
        return _saved(platform, act, actor, ViewDraft(name, view.query, view.groups, view.everybody), view)

    return run(platform, work)


def open_with(platform: Platform, actor: Actor, view_id: str | None) -> None:
    """The worklist of the actor opens with that view from now on, or with none."""

    def work(act: Act) -> None:
        known = {view.id for view in act.uow.saved_views(actor.id, actor.groups)}
        if view_id is not None and view_id not in known:
            raise InvalidInput(said("That view is not there any more, or not shared with you."))
        act.uow.save_default_view(actor.id, view_id)

    run(platform, work)


def _saved(platform: Platform, act: Act, actor: Actor, draft: ViewDraft, before: SavedView | None) -> SavedView:
    name = draft.name.strip()
    _check(actor, draft, before.groups if before else ())
    own = [view for view in act.uow.saved_views(actor.id, frozenset()) if view.owner == actor.id]
    if before is None and len(own) >= MOST_VIEWS:
        raise InvalidInput(said("You have {most_views} views already. Delete one that you do not need.", most_views=MOST_VIEWS))
    if any(view.name.casefold() == name.casefold() and (before is None or view.id != before.id) for view in own):
        raise InvalidInput(said("You have a view called “{strip}” already. Choose another name.", strip=name))
    id = before.id if before else platform.ids.new()
    view = SavedView(id, actor.id, name, draft.query, act.now, draft.groups, draft.everybody)
    act.uow.save_view(view)
    return view


def _owned(act: Act, actor: Actor, view_id: str) -> SavedView:
    """The view, if the actor may change it; one that they may not even use does not exist for them."""
    view = act.uow.saved_view(view_id)
    if view.owner != actor.id:
        if not view.everybody and not actor.groups.intersection(view.groups):
            raise NotFound(said("That view is not there any more, or not shared with you."))
        raise Forbidden(
            said(
                "“{name}” belongs to {owner}: only they can change it. Save your own under another name.",
                name=view.name,
                owner=view.owner,
            )
        )
    return view


def _check(actor: Actor, draft: ViewDraft, shared: tuple[str, ...]) -> None:
    if not draft.name.strip() or len(draft.name.strip()) > LONGEST_VIEW_NAME:
        raise InvalidInput(
            said("Give the view a name of at most {longest_view_name} characters.", longest_view_name=LONGEST_VIEW_NAME)
        )
    if len(draft.query) > LONGEST_QUERY:
        raise InvalidInput(said("These are more filters than a view can hold."))
    if foreign := set(draft.groups) - actor.groups - set(shared):
        raise InvalidInput(
            said("You can share a view with groups you are in; you are not in {names}.", names=", ".join(sorted(foreign)))
        )
