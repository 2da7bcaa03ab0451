"""Starting a process: the catalogue and the start form."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Flask, Response, flash, request
from markupsafe import Markup

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Start
from baton.domain.errors import InvalidInput, NotFound, said
from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.instances import ProcessInstance
from baton.domain.ports.queries import DefinitionRow, PageRequest, TaskFilter
from baton.domain.working.form_drafts import of_start
from baton.usecases import instances
from baton.usecases.worklist import favourites
from baton.web.attachments.taking import FormPlace
from baton.web.autosave.view import DraftView, left, start_draft
from baton.web.errors import status_of
from baton.web.fragments import go, show
from baton.web.instances.standing import Diagram, diagram
from baton.web.language.catalog import say as _
from baton.web.language.choice import seen
from baton.web.markdown import markdown
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.words import colour
from baton.web.worklist.filling import Filling, drafted, entered, filling

blueprint = Blueprint("start", __name__)
LONGEST_KEY, RECENT = 200, 6


@dataclass(frozen=True)
class Startable:
    """A process that people may start."""

    key: str
    title: str
    version: int
    colour: int
    summary: str
    pack: str
    starred: bool = False


@dataclass(frozen=True)
class StartPage:
    """The start form of one process. ``names_itself``: the business key follows from the values."""

    key: str
    title: str
    version: int
    lead: Markup
    form: Filling
    diagram: Diagram
    names_itself: bool
    business_key: str


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/start")
@rule("process.start")
def catalogue() -> Response:
    actor = current_actor()
    rows = [row for row in platform().queries.definitions(PageRequest(200), latest_only=True).items if row.startable]
    text = request.args.get("q", "").strip()[:200]
    stars = favourites.favourites(platform(), actor)
    found = [replace(one, starred=one.key in stars) for one in map(_startable, rows) if text.lower() in _searched(one)]
    by_key = {one.key: one for one in sorted(found, key=lambda one: one.title.lower())}
    recent = [by_key[key] for key in platform().queries.recently_started(actor.id) if key in by_key][:RECENT]
    groups = [
        (_("Favourites"), [one for one in by_key.values() if one.starred]),
        (_("Started last"), [one for one in recent if not one.starred]),
        (_("All processes"), [one for one in by_key.values() if not one.starred and one not in recent]),
    ]
    return show("worklist/catalogue.html", "page", groups=[group for group in groups if group[1]], text=text)


def _searched(one: Startable) -> str:
    return f"{one.title}\n{one.summary}\n{one.pack}".lower()


@blueprint.post("/start/<key>/star")
@rule("process.start")
def star(key: str) -> Response:
    favourites.star(platform(), current_actor(), key, request.form.get("starred") == "1")
    return go("/start")


@blueprint.get("/start/<key>")
@rule("process.start")
def form(key: str) -> Response:
    definition = _definition(key)
    form, actor = _form(definition), current_actor()
    initial = platform().forms.initial(form, {})
    values = left(form, actor, of_start(definition.key), initial)
    page = _page(definition, initial if values is None else values)
    return _shown(page, replace(start_draft(actor, definition.key), restored=values is not None))


@blueprint.post("/start/<key>")
@rule("process.start")
def start(key: str) -> Response:
    actor, definition = current_actor(), _definition(key)
    form = _form(definition)
    submission = entered(request, FormPlace(actor, form), platform().forms.initial(form, {}))
    if submission.operation or submission.refusal:
        return _shown(
            _page(definition, submission.values, submission.refusal), drafted(actor, of_start(definition.key), submission)
        )
    try:
        values = instances.start_values(platform(), definition, submission.values, seen())
        given = request.form.get("business_key", "").strip()[:LONGEST_KEY] or None
        started = instances.start_instance(platform(), actor, definition.id, Start(values), given)
    except InvalidInput as refusal:
        page = _page(definition, submission.values, refusal)
        return _shown(page, start_draft(actor, definition.key), status_of(refusal))
    flash(_("“%(title)s” has started.", title=definition.title))
    return go(_next_step(actor, started) if isinstance(started, ProcessInstance) else "/instances")


def _shown(page: StartPage, draft: DraftView, status: int = 200) -> Response:
    return show("worklist/start.html", "work", status, start=replace(page, form=replace(page.form, draft=draft)))


def _next_step(actor: Actor, started: ProcessInstance) -> str:
    """The first task of it that this person can do, else the instance."""
    opened = platform().queries.tasks(actor, TaskFilter(instance_id=started.id), PageRequest(20)).items
    mine = [task for task in opened if task.assignee in (None, actor.id)]
    return f"/tasks/{mine[0].id}" if mine else f"/instances/{started.id}"


def _definition(key: str) -> ProcessDefinition:
    with platform().store.read() as uow:
        definition = uow.latest_definition(key)
    if definition is None or not any(one.kind == "none" for one in definition.outline.starts):
        raise NotFound(said("There is no process “{key}” that people can start.", key=key))
    return definition


def _form(definition: ProcessDefinition) -> Form:
    name = next(one.form for one in definition.outline.starts if one.kind == "none")
    return platform().forms.load(definition.files, name) if name else EMPTY_FORM


def _page(definition: ProcessDefinition, values: dict[str, Any], refusal: InvalidInput | None = None) -> StartPage:
    form = filling(_form(definition), values, f"/start/{definition.key}", refusal)
    lead = markdown(definition.outline.documentation)
    names_itself = definition.outline.business_key is not None
    key = request.form.get("business_key", "")
    return StartPage(definition.key, definition.title, definition.version, lead, form, diagram((), definition), names_itself, key)


def _startable(row: DefinitionRow) -> Startable:
    with platform().store.read() as uow:
        text = uow.definition(row.id).outline.documentation
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return Startable(row.key, row.title, row.version, colour(row.key), first, row.pack or "")
