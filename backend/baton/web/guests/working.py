"""Behind the door: the one task, and what became of it."""

from flask import Blueprint, Response, make_response, request

from baton.domain.errors import Conflict, Forbidden, InvalidInput, Rejection
from baton.domain.working.form_drafts import of_task
from baton.domain.working.links import Purpose, Standing
from baton.usecases import tasks
from baton.usecases.outside import answering, visits
from baton.usecases.outside.visits import Visit
from baton.web.attachments.taking import FormPlace
from baton.web.errors import status_of
from baton.web.fragments import go
from baton.web.guests import seeing
from baton.web.guests.entering import BY_LINK, refused, shown, visited
from baton.web.guests.landing import masked, page
from baton.web.guests.view import Answer, Shown, answers, draft_of, status_page, work_page
from baton.web.language.catalog import say as _
from baton.web.language.choice import seen
from baton.web.security.access import public
from baton.web.security.guests import ROOM, current_visit, unlisted
from baton.web.wired import platform
from baton.web.worklist.filling import drafted, entered, understood

blueprint = Blueprint("guest_working", __name__)
blueprint.register_error_handler(Rejection, refused)


@blueprint.get("/guest/<id>")
@public(BY_LINK)
@visited
def work(visit: Visit) -> Response:
    if visit.link.purpose is Purpose.TASK and visit.found.standing is Standing.OPEN:
        opened = tasks.open_form(platform(), visit.link.actor(), visit.link.task_id or "")
        return shown("guests/behind/task.html", task=work_page(visit, opened))
    if visit.link.purpose is Purpose.SEE and visit.found.standing is Standing.OPEN:
        return seeing.see(visit)
    return _status(visit)


@blueprint.post("/guest/<id>")
@public(BY_LINK)
@visited
def hand_in(visit: Visit) -> Response:
    """Finish the task; or show it again when a row was added or something is wrong. Handed in twice it counts once."""
    actor, task_id = visit.link.actor(), visit.link.task_id or ""
    if visit.found.standing is not Standing.OPEN:
        return _too_late(visit, _typed(visit))
    opened = tasks.open_form(platform(), actor, task_id)
    place = FormPlace(actor, opened.form, task_id, opened.task.instance_id)
    given = entered(request, place, opened.values)
    if given.operation or given.refusal:
        draft = drafted(actor, of_task(task_id), given)
        return shown("guests/behind/task.html", task=work_page(visit, opened, Shown(given.values, given.refusal, draft)))
    try:
        answering.hand_in(platform(), visit, (given.values, request.form.get("outcome") or None), seen())
    except InvalidInput as refusal:
        draft = draft_of(visit)
        return shown(
            "guests/behind/task.html", status_of(refusal), task=work_page(visit, opened, Shown(given.values, refusal, draft))
        )
    except (Conflict, Forbidden):
        return _too_late(_again(visit), answers(opened.form, given.values))
    return go(f"{ROOM}{visit.link.id}")


@blueprint.get("/guest/<id>/code")
@public(BY_LINK)
def code(id: str) -> Response:
    visit = current_visit()
    if visit is None:
        return page("guests/door/outside.html", 401)
    if visit.session.confirmed:
        return unlisted(go(f"{ROOM}{id}"))
    return _code(visit)


@blueprint.post("/guest/<id>/code")
@public(BY_LINK)
def confirm(id: str) -> Response:
    """Check the code, or send another one."""
    visit = current_visit()
    if visit is None:
        return page("guests/door/outside.html", 401)
    if "again" in request.form:
        sent = visits.send_code(platform(), visit)
        return _code(visit, note=_("A new code is on its way.") if sent else _("Wait a minute before you ask for another code."))
    wrong = visits.confirm(platform(), visit, request.form.get("code", "")[:20])
    return _code(visit, 422, wrong=wrong) if wrong else unlisted(go(f"{ROOM}{id}"))


def _code(visit: Visit, status: int = 200, wrong: str = "", note: str = "") -> Response:
    to = masked(visit.link.recipient)
    return page("guests/door/code.html", status, link=visit.link, place=f"{ROOM}{visit.link.id}", to=to, wrong=wrong, note=note)


def _again(visit: Visit) -> Visit:
    """The visit as it is now."""
    found = visits.visit(platform(), visit.link.id, request.cookies.get("baton_guest", ""))
    return found or visit


def _status(visit: Visit, status: int = 200, typed: tuple[Answer, ...] = ()) -> Response:
    return make_response(shown("guests/behind/status.html", status, view=status_page(visit, typed)))


def _typed(visit: Visit) -> tuple[Answer, ...]:
    """What came for a task that is over: it is not kept, but whoever wrote it gets it back."""
    if visit.link.task_id is None or visit.found.standing is Standing.HANDED_IN:
        return ()
    form = tasks.open_form(platform(), visit.link.actor(), visit.link.task_id).form
    return answers(form, understood(form, request.form.to_dict(flat=False), {}).values)


def _too_late(visit: Visit, typed: tuple[Answer, ...] = ()) -> Response:
    """Handed in already: that is how it stands. Closed by others: what was typed is shown once more."""
    if visit.found.standing is Standing.HANDED_IN:
        return go(f"{ROOM}{visit.link.id}")
    return _status(visit, 409, typed)
