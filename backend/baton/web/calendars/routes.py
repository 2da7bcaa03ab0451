"""Working hours as a page: seen, filled in, and kept as a file of the draft."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from zoneinfo import available_timezones

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import Conflict, InvalidInput, NotFound
from baton.domain.modelling import Draft
from baton.domain.ports.drawing import CalendarSheet
from baton.usecases import modelling
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("calendars", __name__)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENDING = ".calendar.toml"
USUAL = CalendarSheet("Office hours", "", (*("09:00-17:00",) * 5, "", ""))
SHOWN = 14
LONGEST = 2000


@dataclass(frozen=True)
class CalendarPage:
    """The page of one calendar. ``coming``: the next days, each with its hours and the holiday that it is."""

    draft: Draft
    file: str
    sheet: CalendarSheet
    coming: tuple[tuple[date, str, str], ...]
    zones: tuple[str, ...]
    refusal: str = ""


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/models/<id>/calendars/<file>")
@rule("model.edit")
def page(id: str, file: str) -> Response:
    """The calendar; one that is not there yet is offered with usual hours."""
    draft = modelling.draft(platform(), current_actor(), id)
    _require_name(file)
    sheet = platform().drawing.read_calendar(draft.files[file]) if file in draft.files else USUAL
    return show("calendars/page.html", "page", view=_page(draft, file, sheet))


@blueprint.post("/models/<id>/calendars/<file>")
@rule("model.edit")
def save(id: str, file: str) -> Response:
    draft = modelling.draft(platform(), current_actor(), id)
    _require_name(file)
    sheet, seen = _sent(), request.form.get("revision", "")
    try:
        content = platform().drawing.write_calendar(sheet)
        modelling.save_draft(platform(), current_actor(), id, {file: content}, int(seen) if seen.isdecimal() else draft.revision)
    except (InvalidInput, Conflict) as refusal:
        return show("calendars/page.html", "page", status_of(refusal), view=_page(draft, file, sheet, str(refusal)))
    flash(f"{sheet.name.strip() or file} is saved.")
    return go(f"/models/{id}/calendars/{quote(file)}")


def _page(draft: Draft, file: str, sheet: CalendarSheet, refusal: str = "") -> CalendarPage:
    try:
        coming = platform().drawing.coming_days(platform().drawing.write_calendar(sheet), platform().clock.now().date(), SHOWN)
    except InvalidInput:
        coming = ()
    return CalendarPage(draft, file, sheet, coming, tuple(sorted(available_timezones())), refusal)


def _sent() -> CalendarSheet:
    form = request.form
    lines = [line.partition(" ") for line in form.get("days", "")[: LONGEST * 5].splitlines() if line.strip()]
    days = tuple((day.strip().rstrip(":"), "" if text.strip().lower() in ("", "closed") else text) for day, _, text in lines)
    hours = tuple(form.get(day, "")[:LONGEST] for day in DAYS)
    return CalendarSheet(
        form.get("name", "")[:200],
        form.get("zone", "")[:100],
        hours,
        form.get("country", "")[:2],
        form.get("part", "")[:10],
        days,
    )


def _require_name(file: str) -> None:
    if not file.endswith(ENDING) or len(file) > 200 or "/" in file:
        raise NotFound(f"A calendar is a file NAME{ENDING}.")
