"""Sending a task outside by hand, and the links of a task: who was asked, whether they came, and taking a link back."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, flash, request
from markupsafe import Markup

from baton.domain.errors import InvalidInput
from baton.domain.tasks import UserTask
from baton.domain.working.links import Invitation, Link
from baton.usecases.links.making import secret
from baton.usecases.outside import inviting
from baton.usecases.outside.inviting import LIVES, Out, may_send
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.language.catalog import say as _
from baton.web.language.choice import LANGUAGES
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform, settings

blueprint = Blueprint("guest_sending", __name__)


@dataclass(frozen=True)
class Asked:
    """What the form for a new link holds."""

    recipient: str = ""
    name: str = ""
    language: str = "en"
    days: int = 14
    code: bool = False
    note: str = ""


@dataclass(frozen=True)
class SendingPage:
    """``address``: shown once, and only where no mail server could bring it."""

    task: UserTask
    links: tuple[Out, ...]
    names: dict[str, str]
    may_send: bool
    mails: bool
    asked: Asked
    address: str = ""
    wrong: str = ""


@blueprint.get("/tasks/<id>/outside")
@rule("task.see")
def page(id: str) -> Response:
    return _page(id)


@blueprint.post("/tasks/<id>/outside")
@rule("task.see")
def send(id: str) -> Response:
    asked = _asked()
    try:
        link = inviting.send_outside(platform(), current_actor(), id, _invitation(asked))
    except InvalidInput as refusal:
        return _page(id, status_of(refusal), asked=asked, wrong=str(refusal))
    return _sent(id, link)


@blueprint.post("/tasks/<id>/outside/<link>/again")
@rule("task.see")
def again(id: str, link: str) -> Response:
    return _sent(id, inviting.resend(platform(), current_actor(), id, link))


@blueprint.post("/tasks/<id>/outside/<link>/revoke")
@rule("task.see")
def revoke(id: str, link: str) -> Response:
    inviting.revoke(platform(), current_actor(), id, link)
    flash(_("The link does not work any more."))
    return go(f"/tasks/{id}/outside")


@blueprint.post("/tasks/<id>/outside/<link>/answer")
@rule("task.see")
def answer(id: str, link: str) -> Response:
    made = inviting.answer(platform(), current_actor(), id, link, request.form.get("text", ""))
    flash(_("Your answer goes to %(to)s.", to=made.recipient))
    return go(f"/tasks/{id}/outside")


def sent_outside(task_id: str) -> list[Out]:
    """For the page of a task: whoever has a link to it, the newest first."""
    with platform().store.read() as uow:
        task, now = uow.task(task_id), platform().clock.now()
        return [Out(link, link.standing(task, now)) for link in uow.links_of_task(task_id)][:5]


def link_chip(standing: str) -> Markup:
    """A word for what a link is worth."""
    tone, words = {
        "open": ("info", _("Open")), "expired": ("warn", _("Expired")), "revoked": ("quiet", _("Taken back")),
        "declined": ("danger", _("Declined")), "passed-on": ("quiet", _("Passed on")), "handed-in": ("ok", _("Handed in")),
    }.get(standing, ("quiet", _("Closed")))  # fmt: skip
    return Markup('<span class="chip chip-{}">{}</span>').format(tone, words)


def _sent(id: str, link: Link) -> Response:
    if platform().mailer.ready:
        flash(_("A mail is on its way to %(to)s.", to=link.recipient))
        return go(f"/tasks/{id}/outside")
    here = settings().base_url.rstrip("/") if settings().secure else request.host_url.rstrip("/")
    return _page(id, 201, address=f"{here}/l/{secret(platform(), link)}")


def _asked() -> Asked:
    given = request.form
    days = given.get("days", "")
    return Asked(
        given.get("recipient", "").strip()[:300], given.get("name", "").strip()[:200],
        given.get("language", "") if given.get("language") in LANGUAGES else platform().house.language,
        int(days) if days.isascii() and days.isdigit() and int(days) in LIVES else 14, "code" in given, given.get("note", "").strip()[:1000],
    )  # fmt: skip


def _invitation(asked: Asked) -> Invitation:
    return Invitation(asked.recipient, asked.name, asked.language, timedelta(days=asked.days), asked.code, asked.note)


def _page(id: str, status: int = 200, *, asked: Asked | None = None, address: str = "", wrong: str = "") -> Response:
    actor = current_actor()
    task, found = inviting.links_of(platform(), actor, id)
    with platform().store.read() as uow:
        element = uow.definition(task.definition_id).outline.elements[task.element_id]
    view = SendingPage(
        task, tuple(found), person_names(one.link.created_by for one in found), may_send(actor, task, element.guests),
        platform().mailer.ready, asked or Asked(language=platform().house.language), address, wrong,
    )  # fmt: skip
    return show("guests/sending.html", "page", status, view=view, lives=LIVES, languages=LANGUAGES)
