"""The worklist and the task page."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import Conflict, Forbidden, InvalidInput, Rejection
from baton.domain.policy import can
from baton.domain.ports.queries import InstanceFilter, PageRequest, TaskFilter
from baton.domain.tasks import UserTask
from baton.usecases import tasks
from baton.web.auth.places import local
from baton.web.errors import status_of
from baton.web.fragments import go, show, tag_of, unchanged_or, wants_fragment
from baton.web.naming import known_processes
from baton.web.security.access import public, rule
from baton.web.security.actor import csrf_token, current_actor
from baton.web.wired import platform
from baton.web.worklist.filling import posted
from baton.web.worklist.listing import wanted_by, worklist
from baton.web.worklist.page import task_page
from baton.web.worklist.rows import task_rows

blueprint = Blueprint("worklist", __name__)
FOUND, MOST_AT_ONCE = 20, 100


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/")
@public("only points to the worklist")
def home() -> Response:
    return go("/tasks")


@blueprint.get("/tasks")
@rule("worklist.see")
def listing() -> Response:
    view = worklist(current_actor(), wanted_by(request))
    processes = [] if wants_fragment() else known_processes()
    tag = tag_of(view, csrf_token())
    return unchanged_or(show("worklist/list.html", "rows", list=view, processes=processes, tag=tag), tag)


@blueprint.get("/search")
@rule("worklist.see")
def search() -> Response:
    text, actor, page = request.args.get("q", "").strip()[:200], current_actor(), PageRequest(FOUND)
    found = platform().queries.tasks(actor, TaskFilter(text=text), page).items if text else ()
    instances = platform().queries.instances(actor, InstanceFilter(text=text), page).items if text else ()
    exact = [row.instance.id for row in instances if text in (row.instance.business_key, row.instance.id)]
    if len(exact) == 1 and len(instances) == 1:
        return go(f"/instances/{exact[0]}")
    rows = task_rows(found, actor, platform().clock.now())
    return show("worklist/search.html", "page", text=text, tasks=rows, instances=instances, jump_text=text)


@blueprint.get("/notices")
@rule("worklist.see")
def notices() -> Response:
    page = platform().queries.notices(current_actor().id, PageRequest(50, request.args.get("after")))
    return show("worklist/notices.html", "page", notices=page.items, next=page.next, local=local)


@blueprint.get("/tasks/<id>")
@rule("task.see")
def task(id: str) -> Response:
    actor = current_actor()
    return show("worklist/task.html", "work", task=task_page(actor, tasks.open_form(platform(), actor, id)))


@blueprint.post("/tasks/<id>")
@rule("task.complete")
def complete(id: str) -> Response:
    """Finish the task; or show the page again when the person only added a row, or when something is wrong."""
    actor = current_actor()
    opened = tasks.open_form(platform(), actor, id)
    submission = platform().forms.decode(opened.form, posted(request), opened.values)
    if submission.operation:
        return show("worklist/task.html", "work", task=task_page(actor, opened, submission.values))
    try:
        done = tasks.complete(platform(), actor, id, (submission.values, request.form.get("outcome") or None))
    except (InvalidInput, Conflict, Forbidden) as refusal:
        now = tasks.open_form(platform(), actor, id)
        page = task_page(actor, now, submission.values, refusal)
        return show("worklist/task.html", "work", status_of(refusal), task=page)
    name = done.name if isinstance(done, UserTask) else opened.task.name
    flash(f"“{name}” is completed.")
    return go(local(request.form.get("back")) if request.form.get("back") else "/tasks")


@blueprint.post("/tasks/claim")
@rule("task.claim")
def claim_many() -> Response:
    """Take every ticked task that is still free; the others are named."""
    actor, taken, refused = current_actor(), 0, []
    for id in request.form.getlist("task")[:MOST_AT_ONCE]:
        try:
            tasks.claim(platform(), actor, id)
            taken += 1
        except Rejection as refusal:
            refused.append(str(refusal))
    flash(" ".join([f"{taken} claimed.", *refused]))
    return go("/tasks" if taken else "/tasks?view=team")


@blueprint.post("/tasks/<id>/claim")
@rule("task.claim")
def claim(id: str) -> Response:
    return _hand(id, lambda: tasks.claim(platform(), current_actor(), id))


@blueprint.post("/tasks/<id>/release")
@rule("task.see")
def release(id: str) -> Response:
    return _hand(id, lambda: tasks.release(platform(), current_actor(), id))


@blueprint.post("/tasks/<id>/assign")
@rule("task.see")
def assign(id: str) -> Response:
    person = request.form.get("person", "")
    return _hand(id, lambda: tasks.assign(platform(), current_actor(), id, person))


def _hand(id: str, act: Callable[[], UserTask]) -> Response:
    """Give a task from hand to hand: the list's row, or the page. Somebody faster is named in place."""
    actor = current_actor()
    try:
        held = act()
        refusal = None
    except (Conflict, Forbidden, InvalidInput) as rejection:
        held, refusal = tasks.visible_task(platform(), actor, id), rejection
    if request.form.get("from") == "list" and wants_fragment():
        (row,) = task_rows([held], actor, platform().clock.now())
        taken = str(refusal) if refusal else ""
        return show("worklist/row.html", "row", status_of(refusal) if refusal else 200, row=replace(row, taken_by=taken))
    if refusal:
        page = task_page(actor, tasks.open_form(platform(), actor, id), None, refusal)
        return show("worklist/task.html", "work", status_of(refusal), task=page)
    return go(f"/tasks/{id}" if can(actor, "task.see", held) else "/tasks")
