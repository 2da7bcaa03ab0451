"""The page behind a link: what is asked, the form, what was said, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from baton.domain.errors import InvalidInput
from baton.domain.forms import EMPTY_FORM
from baton.domain.working.links import Link, Standing
from baton.usecases.outside.standing import Progress, progress, who_asks
from baton.usecases.outside.visits import Visit
from baton.usecases.tasks import OpenForm
from baton.web.markdown import markdown
from baton.web.security.guests import ROOM
from baton.web.wired import platform
from baton.web.worklist.filling import Filling, filling


@dataclass(frozen=True)
class WorkPage:
    """A task as somebody from outside sees it. ``declines``: saying no needs a page of its own, as no outcome means it."""

    place: str
    link: Link
    title: str
    by: str
    lead: Markup
    form: Filling
    declines: bool
    progress: Progress


@dataclass(frozen=True)
class StatusPage:
    """What became of it. ``typed``: what could not be handed in any more, so that nothing is lost."""

    place: str
    link: Link
    title: str
    standing: Standing
    progress: Progress
    at: datetime | None
    handed_in: Filling | None
    typed: Filling | None = None


def work_page(
    visit: Visit, opened: OpenForm, typed: Mapping[str, Any] | None = None, refusal: InvalidInput | None = None
) -> WorkPage:
    link, place = visit.link, f"{ROOM}{visit.link.id}"
    element = opened.element
    form = filling(opened.form, typed if typed is not None else opened.values, place, refusal, outcomes=element.outcomes)
    return WorkPage(
        place, link, opened.task.title or opened.task.name, who_asks(platform(), link.created_by),
        markdown(element.instructions or element.documentation, opened.variables), form,
        not any(outcome.role == "decline" for outcome in element.outcomes), progress(platform(), visit),
    )  # fmt: skip


def status_page(visit: Visit, typed: Filling | None = None) -> StatusPage:
    link, task, place = visit.link, visit.found.task, f"{ROOM}{visit.link.id}"
    found = progress(platform(), visit)
    done = found.handed_in
    shown = filling(done.form, done.values, place, read_only=True) if done and done.form is not EMPTY_FORM else None
    title = (task.title or task.name) if task else str(link.offer.get("title", ""))
    at = done.at if done else link.ended_at
    return StatusPage(place, link, title, visit.found.standing, found, at, shown, typed)
