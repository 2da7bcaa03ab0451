"""One account: name, address, roles and groups, and when the person is away."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.actors import Role
from baton.domain.errors import Conflict, InvalidInput
from baton.domain.people import Person
from baton.usecases import people
from baton.usecases.telling import absences
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.language.catalog import say as _
from baton.web.preferences.routes import absence_wish
from baton.web.preferences.view import preferring
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("account", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/people/<id>")
@rule("people.administer")
def page(id: str) -> Response:
    return _page(id, 200)


@blueprint.post("/people/<id>")
@rule("people.administer")
def save(id: str) -> Response:
    """Change the account. Only these fields are read, whatever else is posted."""
    try:
        people.change_person(platform(), current_actor(), id, _changed)
    except Conflict as refusal:
        return _page(id, status_of(refusal), refusal=str(refusal))
    flash(_("Saved. What they may do from now on is what stands here."))
    return go(f"/people/{id}")


@blueprint.post("/people/<id>/absences")
@rule("people.administer")
def send_away(id: str) -> Response:
    """Set an absence for somebody who cannot do it themself; the days are those of their zone."""
    with platform().store.read() as uow:
        name = uow.person(id).preferences.time_zone
    zone = ZoneInfo(name if name in available_timezones() else "UTC")
    try:
        absences.set_absence(platform(), current_actor(), absence_wish(id, zone))
    except InvalidInput as refusal:
        return _page(id, status_of(refusal), absence_problems=refusal.problems, given=request.form)
    flash(_("The absence is stored, and whoever stands in is told."))
    return go(f"/people/{id}#absence")


@blueprint.post("/people/<id>/absences/<absence>/end")
@rule("people.administer")
def end_absence(id: str, absence: str) -> Response:
    absences.end_absence(platform(), current_actor(), absence)
    flash(_("The absence is over."))
    return go(f"/people/{id}#absence")


def _page(id: str, status: int, **view: Any) -> Response:
    known = {"given": {}, "absence_problems": (), "refusal": ""}
    found = preferring(id)
    with platform().store.read() as uow:
        groups = sorted({group for person in uow.people() for group in person.groups})
    return show(
        "admin/account.html", "page", status, preferring=found, person=found.person, roles=list(Role), groups=groups,
        **{**known, **view},
    )  # fmt: skip


def _changed(before: Person) -> Person:
    form = request.form
    roles = frozenset(role for role in Role if role.value in form.getlist("roles"))
    groups = frozenset(part.strip() for part in form.get("groups", "").split(",") if part.strip())
    name, email = form.get("name", "").strip()[:200], form.get("email", "").strip()[:200]
    return replace(before, name=name or before.id, email=email, roles=roles, groups=groups)
