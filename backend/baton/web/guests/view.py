"""The page behind a link: what is asked, the form, what was said, and how far it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from baton.domain.errors import InvalidInput
from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.working.form_drafts import of_task
from baton.domain.working.links import Link, Standing
from baton.usecases.outside.standing import Progress, progress, who_asks
from baton.usecases.outside.visits import Visit
from baton.usecases.tasks import OpenForm
from baton.web.autosave.view import DraftView, draft_at, left
from baton.web.language.choice import seen
from baton.web.markdown import markdown
from baton.web.security.guests import ROOM
from baton.web.wired import platform
from baton.web.worklist.filling import Filling, filling


@dataclass(frozen=True)
class Answer:
    """One value in words. ``part``: the heading of the group that it begins."""

    label: str
    text: str
    part: str = ""


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
    handed_in: tuple[Answer, ...] = ()
    typed: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What stands in the form: ``typed`` values instead of those it began with, what was wrong, and what is said of the draft."""

    typed: Mapping[str, Any] | None = None
    refusal: InvalidInput | None = None
    draft: DraftView | None = None


def work_page(visit: Visit, opened: OpenForm, shown: Shown | None = None) -> WorkPage:
    link, place = visit.link, f"{ROOM}{visit.link.id}"
    shown, element = shown or _resumed(visit, opened), opened.element
    values = shown.typed if shown.typed is not None else opened.values
    form = filling(opened.form, values, place, shown.refusal, outcomes=element.outcomes)
    # what internal pages link to is reached through the link's own pages
    fields = Markup(form.fields.replace('href="/attachments/', f'href="{place}/attachments/'))  # noqa: S704 - made by the forms room
    return WorkPage(
        place, link, opened.task.title or opened.task.name, who_asks(platform(), link.created_by),
        markdown(element.instructions or element.documentation, opened.variables),
        replace(form, fields=fields, draft=draft_of(visit, shown.draft)),
        not any(outcome.role == "decline" for outcome in element.outcomes), progress(platform(), visit),
    )  # fmt: skip


def draft_of(visit: Visit, draft: DraftView | None = None) -> DraftView:
    """What the page says about the draft: saved through the link, and never anybody else's."""
    place = f"{ROOM}{visit.link.id}"
    found = draft or draft_at(visit.link.actor(), of_task(visit.link.task_id or ""))
    return replace(found, address=f"{place}/draft", files=f"{place}/attachments", others=())


def status_page(visit: Visit, typed: tuple[Answer, ...] = ()) -> StatusPage:
    link, task, place = visit.link, visit.found.task, f"{ROOM}{visit.link.id}"
    found = progress(platform(), visit)
    done = found.handed_in
    title = (task.title or task.name) if task else str(link.offer.get("title", ""))
    at = done.at if done else link.ended_at
    handed_in = tuple(_answers(done.page, "")) if done else ()
    return StatusPage(place, link, title, visit.found.standing, found, at, handed_in, typed)


def answers(form: Form, values: Mapping[str, Any]) -> tuple[Answer, ...]:
    """The answered fields of a form in words."""
    if form is EMPTY_FORM:
        return ()
    return tuple(_answers(platform().forms.shown(form, values, seen())["page"], ""))


def _answers(place: Mapping[str, Any], part: str) -> Iterator[Answer]:
    if place.get("hidden") or not place.get("answered"):
        return
    children = place.get("children") or ()
    if not children:
        yield Answer(str(place.get("label", "")), str(place.get("text", "")), part)
    heading = str(place.get("label", "")) if place.get("path") else ""
    for child in children:
        yield from _answers(child, heading if place.get("kind") in ("group", "rows") else part)


def _resumed(visit: Visit, opened: OpenForm) -> Shown:
    """What was saved before goes on here."""
    actor, place = visit.link.actor(), of_task(opened.task.id)
    draft = draft_at(actor, place)
    if draft.saved_at is None:
        return Shown(draft=draft)
    return Shown(left(opened.form, actor, place, opened.values), draft=replace(draft, restored=True))
