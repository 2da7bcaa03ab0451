"""Showing a draft to people without an account: links that expire, can be taken back, and whose secret is never kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from baton.domain.actors import Actor
from baton.domain.definitions import only_for_designing
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.modelling import ShareLink, VersionKind, version_of
from baton.domain.policy import require
from baton.usecases.act import Act, run
from baton.usecases.people import digest
from baton.usecases.platform import Platform

LIVES = (1, 7, 30, 90)
GONE = "This link does not work any more. Ask whoever sent it for a new one."


@dataclass(frozen=True)
class Shared:
    """What the holder of a link may see. ``version`` None: always the newest state."""

    name: str
    version: int | None
    saved_at: datetime
    expires_at: datetime
    files: Mapping[str, bytes] = field(repr=False)


def share(platform: Platform, actor: Actor, draft_id: str, version: int | None, days: int) -> tuple[ShareLink, str]:
    """A new link and its secret, which is shown this once. A version that is shared is kept."""
    require(actor, "model.edit")
    if days not in LIVES:
        raise InvalidInput("Choose how long the link shall work.")
    secret = platform.ids.secret()

    def work(act: Act) -> ShareLink:
        draft = act.uow.draft(draft_id)
        if version is not None:
            kept = version_of(draft) if version == draft.revision else act.uow.draft_version(draft_id, version)
            if kept.kind is VersionKind.AUTOSAVED:
                act.uow.save_draft_version(replace(kept, name="Shared"))
        ends = act.now + timedelta(days=days)
        link = ShareLink(platform.ids.new(), digest(secret), draft_id, version, actor.id, act.now, ends)
        act.uow.save_share_link(link)
        return link

    return run(platform, work), secret


def links(platform: Platform, actor: Actor, draft_id: str) -> list[ShareLink]:
    """Every link of the draft, newest first."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        uow.draft(draft_id)
        return uow.share_links(draft_id)


def revoke(platform: Platform, actor: Actor, draft_id: str, link_id: str) -> ShareLink:
    """Take a link back at once."""
    require(actor, "model.edit")

    def work(act: Act) -> ShareLink:
        link = next((one for one in act.uow.share_links(draft_id) if one.id == link_id), None)
        if link is None:
            raise NotFound("There is no such link.")
        revoked = replace(link, revoked_at=link.revoked_at or act.now)
        act.uow.save_share_link(revoked)
        return revoked

    return run(platform, work)


def shared(platform: Platform, secret: str) -> Shared:
    """What the link with that secret shows. Unknown, expired and revoked links are refused with the same words."""
    with platform.store.read() as uow:
        link = uow.share_link(digest(secret))
        if link is None or not link.is_open(platform.clock.now()):
            raise NotFound(GONE)
        draft = uow.draft(link.draft_id)
        if draft.removed_at is not None:
            raise NotFound(GONE)
        newest = link.version is None or link.version == draft.revision
        found = version_of(draft) if newest else uow.draft_version(draft.id, link.version or 0)
    files = {name: content for name, content in found.files.items() if not only_for_designing(name)}
    return Shared(draft.name, link.version, found.saved_at, link.expires_at, files)
