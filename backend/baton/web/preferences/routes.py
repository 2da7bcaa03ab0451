"""Setting how Baton speaks to somebody, what it tells them, and when they are away."""

from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.actors import Telling
from baton.domain.errors import InvalidInput
from baton.domain.working import telling
from baton.domain.working.telling import Cadence
from baton.usecases import people
from baton.usecases.telling import absences
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.language.catalog import say as _
from baton.web.language.choice import LANGUAGES, zone
from baton.web.preferences.view import CADENCES, HOURS, NUMBERS, preferring
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("preferences", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/preferences")
@rule("worklist.see")
def page() -> Response:
    return _page(200)


@blueprint.post("/preferences")
@rule("worklist.see")
def save() -> Response:
    """How Baton speaks: language, time zone, numbers."""
    given = request.form
    zone_name = given.get("time_zone", "").strip()
    if zone_name and zone_name not in available_timezones():
        return _page(
            422, zone_problem=_("“%(name)s” is no time zone. Choose one of the list, such as Europe/Berlin.", name=zone_name)
        )
    language, numbers = given.get("language", ""), given.get("numbers", "")
    _keep(
        lambda before: replace(
            before,
            language=language if language in LANGUAGES else "",
            time_zone=zone_name,
            numbers=numbers if numbers in NUMBERS else "",
        )
    )
    flash(_("Saved."))
    return go("/preferences")


@blueprint.post("/preferences/telling")
@rule("worklist.see")
def save_telling() -> Response:
    """What somebody is told of, and when."""
    wanted = _telling()
    _keep(lambda before: replace(before, telling=wanted))
    flash(_("Saved."))
    return go("/preferences#telling")


@blueprint.post("/preferences/absences")
@rule("worklist.see")
def add_absence() -> Response:
    """Be away. Administrators may send somebody else away."""
    person = request.form.get("person") or current_actor().id
    try:
        absences.set_absence(platform(), current_actor(), absence_wish(person, zone()))
    except InvalidInput as refusal:
        return _page(status_of(refusal), absence_problems=refusal.problems, given=request.form)
    flash(_("The absence is stored, and whoever stands in is told."))
    return go("/preferences#absence")


@blueprint.post("/preferences/absences/<id>/end")
@rule("worklist.see")
def end_absence(id: str) -> Response:
    absences.end_absence(platform(), current_actor(), id)
    flash(_("The absence is over."))
    return go("/preferences#absence")


def absence_wish(person_id: str, local: tzinfo) -> absences.Wish:
    """The posted absence: whole days in the person's zone, the last one included."""
    given = request.form
    first, last = _day(given.get("from", "")), _day(given.get("until", ""))
    start = datetime(first.year, first.month, first.day, tzinfo=local) if first else None
    after = last + timedelta(days=1) if last else None
    end = datetime(after.year, after.month, after.day, tzinfo=local) if after else None
    return absences.Wish(person_id, given.get("substitute", ""), start, end, bool(given.get("groups")), given.get("note", ""))


def _page(status: int, **view: Any) -> Response:
    known = {"given": {}, "zone_problem": "", "absence_problems": ()}
    found = preferring(current_actor().id)
    return show("preferences/page.html", "page", status, preferring=found, cadences=CADENCES, hours=HOURS, **{**known, **view})


def _keep(change: Any) -> None:
    people.prefer(platform(), current_actor(), change)


def _telling() -> Telling:
    """The posted wishes; only what differs from what everybody has is kept."""
    given = request.form
    mail = []
    for kind, usual in telling.KINDS.items():
        chosen = given.get(f"mail.{kind}", usual.value)
        if chosen in set(Cadence) and chosen != usual.value:
            mail.append((kind, chosen))
    silent = frozenset(
        kind for kind in telling.KINDS if kind not in telling.ONLY_ON_THE_WORKLIST and not given.get(f"inside.{kind}")
    )
    quiet = (_hour("quiet_from", 22), _hour("quiet_until", 7)) if given.get("quiet") else ()
    return Telling(
        tuple(mail), silent, _hour("digest_hour", 8), given.get("digest") == "weekly", quiet, bool(given.get("quiet_weekends")),
        bool(given.get("urgent_anyway")),
    )  # fmt: skip


def _hour(name: str, otherwise: int) -> int:
    text = request.form.get(name, "")
    if not text:
        return otherwise
    if not (text.isdecimal() and int(text) in HOURS):
        raise InvalidInput(_("“%(given)s” is no hour of the day.", given=text[:20]))
    return int(text)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None
