"""The worklist and the task page."""


from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import Rejection
from baton.domain.ports.queries import InstanceFilter, PageRequest, TaskFilter
from baton.usecases import tasks
from baton.web.fragments import go, show, tag_of, unchanged_or, wants_fragment
from baton.web.naming import known_processes
from baton.web.security.access import public, rule
from baton.web.security.actor import csrf_token, current_actor
from baton.web.wired import platform
from baton.web.worklist.listing import wanted_by, worklist
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
