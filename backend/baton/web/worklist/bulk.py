"""Many tasks at once: claim, release, assign, complete, put aside; and what became of each."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, request

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, Rejection
from baton.usecases import tasks
from baton.usecases.worklist import bulk, snoozing
from baton.web.auth.places import local
from baton.web.errors import status_of
from baton.web.fragments import show
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.language.choice import seen
from baton.web.naming import person_id, person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.snoozing.moments import moment_of
from baton.web.wired import platform
from baton.web.words import Chip

blueprint = Blueprint("bulk", __name__)
_TITLES = {
    "claim": later("Claimed"), "release": later("Put back"), "assign": later("Assigned"), "finish": later("Completed"),
    "snooze": later("Snoozed"), "wake": later("Brought back"),
}  # fmt: skip
_CHIPS = {
    bulk.DONE: (later("Done"), "circle-check", "ok"), bulk.REFUSED: (later("Not changed"), "circle-x", "warn"),
    bulk.NEEDS_VALUES: (later("Needs values"), "forms", "info"),
}  # fmt: skip


@dataclass(frozen=True)
class Result:
    """One row of what came of it."""

    id: str
    name: str
    about: str
    chip: Chip
    message: str


@dataclass(frozen=True)
class Kind:
    """Tasks of one step among those that were selected."""

    name: str
    ids: tuple[str, ...]
    outcomes: tuple[tuple[str, str], ...]


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.post("/tasks/bulk")
@rule("task.claim")
def many() -> Response:
    """Each task is asked for itself; nothing is all or nothing."""
    actor, ids = current_actor(), request.form.getlist("task")
    act, _colon, detail = request.form.get("act", "").partition(":")
    back = local(request.form.get("back")) if request.form.get("back") else "/tasks"
    try:
        if act == "complete" and ids:
            return _page(_("Complete together"), back, shapes=_kinds(actor, ids))
        rows = _done(actor, (act, detail), ids)
    except InvalidInput as refusal:
        return _page(_("Nothing was changed"), back, status_of(refusal), message=str(refusal))
    results = _results(actor, rows)
    done = sum(row.state == bulk.DONE for row in rows)
    summary = _("%(done)s of %(all)s done.", done=done, all=len(rows))
    return _page(_(_TITLES[act]) if done else _("Nothing was changed"), back, results=results, summary=summary)


def _page(title: str, back: str, status: int = 200, **shown: object) -> Response:
    return show("worklist/results.html", "page", status, title=title, back=back, **shown)


def _done(actor: Actor, wanted: tuple[str, str], ids: list[str]) -> list[bulk.Row]:
    act, detail = wanted
    if act == "finish":
        return bulk.complete_all(platform(), actor, (ids, request.form.get("outcome") or None), seen())
    doing: dict[str, Callable[[str], object]] = {
        "claim": lambda id: tasks.claim(platform(), actor, id),
        "release": lambda id: tasks.release(platform(), actor, id),
        "wake": lambda id: snoozing.wake(platform(), actor, id),
    }
    if act == "assign":
        person = request.form.get("person", "").strip()
        if not person:
            raise InvalidInput(_("Say to whom the tasks go."))
        receiver = person_id(person)
        doing["assign"] = lambda id: tasks.assign(platform(), actor, id, receiver)
    if act == "snooze":
        until = moment_of(request.form, detail, platform().clock.now())
        doing["snooze"] = lambda id: snoozing.snooze(platform(), actor, id, until)
    if act not in doing:
        raise InvalidInput(_("Choose what to do with the selected tasks."))
    return bulk.each(ids, doing[act])


def _kinds(actor: Actor, ids: list[str]) -> list[Kind]:
    if len(ids) > bulk.MOST:
        raise InvalidInput(_("At most %(most)s tasks at once. Nothing was changed.", most=bulk.MOST))
    found = bulk.shapes(platform(), actor, ids)
    return [Kind(shape.name, tuple(held), shape.outcomes) for shape, held in found.items()]


def _results(actor: Actor, rows: list[bulk.Row]) -> list[Result]:
    names = person_names(row.by for row in rows)
    return [_result(actor, row, names) for row in rows]


def _result(actor: Actor, row: bulk.Row, names: dict[str, str]) -> Result:
    try:
        task = tasks.visible_task(platform(), actor, row.task_id)
        name, about = task.name, " · ".join(filter(None, (task.business_key, task.title)))
    except Rejection:
        name, about = _("A task that you may not see"), ""
    word, icon, tone = _CHIPS[row.state]
    message = _("taken by %(name)s", name=names[row.by]) if row.by else row.message
    return Result(row.task_id, name, about, Chip(_(word), icon, tone), message)
