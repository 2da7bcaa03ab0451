"""Figures that the navigation and a page show side by side: counted once for a page, and no further than people read."""

from flask import g

from baton.domain.actors import Actor
from baton.domain.policy import can
from baton.web.wired import platform


def worklist_counts(actor: Actor) -> dict[str, int]:
    """What the tabs of the worklist show."""
    if "worklist_counts" not in g:
        g.worklist_counts = platform().queries.task_counts(actor, platform().clock.now())
    found: dict[str, int] = g.worklist_counts
    return found


def navigation_counts(actor: Actor) -> dict[str, int]:
    """What stands beside the places of the navigation, by their names."""
    counts = {"tasks": worklist_counts(actor).get("mine", 0)}
    counts["notices"] = platform().queries.unread_notices(actor.id)
    if can(actor, "incident.see"):
        counts["incidents"] = platform().queries.raised_incidents()
    return counts
