"""Accounts: who they are, what they may do, adding and closing them."""

import re
from typing import Any

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.actors import Role
from baton.domain.errors import Conflict, InvalidInput
from baton.domain.people import Person
from baton.domain.problems import Problem
from baton.usecases import people
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("people", __name__)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/people")
@rule("people.administer")
def listing() -> Response:
    return _page(200)


@blueprint.post("/people")
@rule("people.administer")
def add() -> Response:
    """A new local account. Only these fields are read, whatever else is posted."""
    try:
        person = people.add_person(platform(), current_actor(), _given(), request.form.get("password", ""))
    except (InvalidInput, Conflict) as refusal:
        return _page(status_of(refusal), refusal=str(refusal), given=request.form)
    flash(f"{person.name} can sign in now.")
    return go("/people")


@blueprint.post("/people/<id>/disable")
@rule("people.administer")
def disable(id: str) -> Response:
    if id == current_actor().id:
        raise Conflict("You cannot close your own account. Ask another administrator.")
    people.disable_person(platform(), current_actor(), id)
    flash(f"The account {id} is closed, and its sessions with it.")
    return go("/people")


def _page(status: int, **view: Any) -> Response:
    with platform().store.read() as uow:
        found = sorted(uow.people(), key=lambda person: (person.disabled, (person.name or person.id).lower()))
    groups = sorted({group for person in found for group in person.groups})
    return show("admin/people.html", "page", status, people=found, roles=list(Role), groups=groups, **{"given": {}, **view})


def _given() -> Person:
    form = request.form
    id = form.get("id", "").strip().lower()
    if not _NAME.fullmatch(id):
        message = "A log-in name has lower-case letters, digits, dots, dashes and underscores, at most 64."
        raise InvalidInput(message, problems=[Problem("person.name", message, field="id")])
    roles = frozenset(role for role in Role if role.value in form.getlist("roles"))
    groups = frozenset(part.strip() for part in form.get("groups", "").split(",") if part.strip())
    return Person(id, form.get("name", "").strip()[:200] or id, form.get("email", "").strip()[:200], roles, groups)
