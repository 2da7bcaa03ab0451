"""The worklist: the list itself, and looking for something."""

from flask import Blueprint, Flask, Response, request

from baton.domain.ports.queries import InstanceFilter, PageRequest, TaskFilter
from baton.usecases.worklist import views
from baton.web.fragments import go, show, tag_of, unchanged_or, wants_fragment
from baton.web.language.catalog import say as _
from baton.web.security.access import public, rule
from baton.web.security.actor import csrf_token, current_actor
from baton.web.snoozing.moments import moments
from baton.web.wired import platform
from baton.web.worklist.chips import choices, view_address
from baton.web.worklist.columns import order_words, sort_choices
from baton.web.worklist.listing import worklist
from baton.web.worklist.rows import task_rows
from baton.web.worklist.wanted import DUES, OPERATORS, PRIORITIES, SORTS, wanted_by

blueprint = Blueprint("worklist", __name__)
FOUND, MOST_PEOPLE = 20, 100


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/")
@public("only points to the worklist")
def home() -> Response:
    return go("/tasks")


@blueprint.get("/tasks")
@rule("worklist.see")
def listing() -> Response:
    actor = current_actor()
    if not request.args and not wants_fragment() and (first := views.default_query(platform(), actor)):
        return go(view_address(first))
    wanted = wanted_by(request)
    if request.args.keys() & {"field", "by"} and not wanted.problems:
        return go(wanted.address())
    view = worklist(actor, wanted)
    offered = choices(actor, view.wanted, view.tasks)
    tag = tag_of(view, csrf_token())
    if wants_fragment():
        return unchanged_or(show("worklist/list.html", "rows", list=view, tag=tag), tag)
    with platform().store.read() as uow:
        people = [person for person in uow.people() if not person.disabled][:MOST_PEOPLE]
    return unchanged_or(
        show(
            "worklist/list.html", "rows", list=view, tag=tag, choices=offered, people=people,
            sorts=SORTS, dues=_said(DUES), priorities=_said(PRIORITIES), operators=OPERATORS,
            keys=sort_choices(offered.names, view.wanted.sort), order=order_words(view.wanted.sort), moments=moments(platform().clock.now()),
        ), tag,
    )  # fmt: skip


def _said(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, _(text)) for name, text in words.items()]


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
    return show("worklist/search.html", "page", text=text, tasks=rows, instances=instances, jump_text=text, selectable=False)
