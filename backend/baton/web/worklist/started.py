"""Requests that somebody started: where each is, since when, and whether it is stuck."""

from dataclasses import dataclass
from datetime import datetime

from baton.domain.actors import Actor
from baton.domain.instances import InstanceState
from baton.domain.ports.queries import InstanceFilter, InstanceRow, PageRequest
from baton.web.language.catalog import say as _
from baton.web.wired import platform
from baton.web.words import Chip, colour, listed
from baton.web.worklist.rows import key_of
from baton.web.worklist.wanted import PAGE, Wanted


@dataclass(frozen=True)
class Request:
    """One instance that the actor started. ``place`` says in words what it waits for."""

    id: str
    key: str
    process: str
    colour: int
    place: str
    chip: Chip
    changed_at: datetime
    stuck: bool


def requests(actor: Actor, wanted: Wanted) -> tuple[tuple[Request, ...], str | None]:
    """The newest first, and the marker of the next page."""
    filter = InstanceFilter(wanted.process or None, text=wanted.q, started_by=actor.id)
    page = platform().queries.instances(actor, filter, PageRequest(PAGE, wanted.after or None))
    moved = platform().queries.last_moves({row.instance.id: row.instance.seq for row in page.items})
    return tuple(_request(row, moved.get(row.instance.id, row.instance.started_at)) for row in page.items), page.next


def _request(row: InstanceRow, changed_at: datetime) -> Request:
    instance = row.instance
    stuck = row.incidents > 0 and instance.state is InstanceState.ACTIVE
    return Request(
        instance.id, key_of(instance.business_key, instance.id), row.title, colour(instance.definition_key),
        _place(row), _chip(row, stuck), changed_at, stuck,
    )  # fmt: skip


def _place(row: InstanceRow) -> str:
    if row.instance.state is InstanceState.COMPLETED:
        return _("Finished")
    if row.instance.state is InstanceState.TERMINATED:
        return _("Cancelled")
    return _("Waits for: %(places)s", places=listed(row.waits_at)) if row.waits_at else _("On its way")


def _chip(row: InstanceRow, stuck: bool) -> Chip:
    if stuck:
        return Chip(_("Stuck"), "alert-triangle", "danger")
    if row.instance.state is InstanceState.COMPLETED:
        return Chip(_("Done"), "circle-check", "ok")
    if row.instance.state is InstanceState.TERMINATED:
        return Chip(_("Cancelled"), "ban", "quiet")
    return Chip(_("Paused"), "player-pause", "warn") if row.instance.suspended else Chip(_("In progress"), "activity", "info")
