"""A new form: empty, for a task, from a JSON Schema, from a spreadsheet's header, or from a form that is there already."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.actors import Actor
from baton.domain.building import FormDocument
from baton.domain.errors import InvalidInput, NotFound
from baton.usecases import modelling
from baton.usecases.forms import files, listing
from baton.web.bodies import uploaded
from baton.web.builder.page import address
from baton.web.fragments import go, show
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("builder_making", __name__)
EMPTY, SCHEMA, TABLE, COPY = "empty", "schema", "table", "copy"


@dataclass(frozen=True)
class NewForm:
    """What the page of a new form shows. ``copies``: forms to begin with, as (draft and file, words)."""

    draft_id: str
    draft_name: str
    title: str
    element: str
    copies: tuple[tuple[str, str], ...]
    refusal: str = ""
    source: str = EMPTY
    text: str = ""


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/models/<id>/forms/new")
@rule("model.edit")
def new(id: str) -> Response:
    """With ``?element=`` the form of that task is made at once, or opened where it has one."""
    actor, element = current_actor(), request.args.get("element", "")
    kept = modelling.draft(platform(), actor, id)
    if not element:
        return show("builder/new.html", "page", view=_page(actor, id))
    title = platform().rewriting.task_name(kept.files, element) or "Form"
    shown = platform().rewriting.form_of(kept.files, element)
    if shown and shown in kept.files:
        return go(address(id, shown))
    return show("builder/new.html", "page", view=_page(actor, id, title=title, element=element))


@blueprint.post("/models/<id>/forms")
@rule("model.edit")
def create(id: str) -> Response:
    actor, form = current_actor(), request.form
    title, source, text = form.get("title", "").strip()[:200], form.get("source", EMPTY), form.get("text", "")
    try:
        document = _document(actor, source, text, title)
        name = files.create(platform(), actor, id, title, form.get("element", ""), document)
    except InvalidInput as refusal:
        view = _page(actor, id, title, form.get("element", ""), str(refusal), source, text[:300_000])
        return show("builder/new.html", "page", 422, view=view)
    flash(f"{title} is there; now give it fields." if source == EMPTY else f"{title} is there.")
    return go(address(id, name))


@blueprint.post("/models/<id>/forms/<file>/remove")
@rule("model.edit")
def remove(id: str, file: str) -> Response:
    files.remove(platform(), current_actor(), id, file)
    flash(f"{file} is removed from the draft; its versions still have it.")
    return go("/forms")


@blueprint.post("/models/<id>/forms/<file>/name")
@rule("model.edit")
def rename(id: str, file: str) -> Response:
    """Another name for the file; the tasks that show it follow."""
    name = files.rename_file(platform(), current_actor(), (id, file), request.form.get("name", ""))
    flash(f"The form is called {name} now.")
    return go(address(id, name))


def _document(actor: Actor, source: str, text: str, title: str) -> FormDocument:
    building = platform().forms.building
    given = next(iter(uploaded("upload").values()), None)
    typed = given.decode("utf-8-sig", "replace") if given is not None else text
    if source == SCHEMA:
        return building.from_schema(typed)
    if source == TABLE:
        found = building.from_table(typed)
        return FormDocument({"title": title, **found.schema}, found.ui, found.rest)
    if source == COPY:
        return _copied(actor, request.form.get("copy", ""))
    return files.new_document(title)


def _copied(actor: Actor, named: str) -> FormDocument:
    draft_id, _, file = named.partition("/")
    library = platform().forms.building.library()
    if draft_id == "library" and file in library:
        return platform().forms.building.parse(library[file])
    try:
        kept = modelling.draft(platform(), actor, draft_id)
        return platform().forms.building.open(kept.files, file)
    except NotFound:
        raise InvalidInput("Choose a form to begin with.") from None


def _page(
    actor: Actor, id: str, title: str = "", element: str = "", refusal: str = "", source: str = EMPTY, text: str = ""
) -> NewForm:
    kept = modelling.draft(platform(), actor, id)
    shared = [(f"library/{name}", f"{name.split('.')[0].capitalize()} (shared)") for name in platform().forms.building.library()]
    own = [
        (f"{draft.id}/{name}", f"{name.split('.')[0]} ({draft.name})")
        for draft in listing.with_files(platform(), actor)
        for name in sorted(draft.files)
        if files.is_form(name)
    ]
    return NewForm(id, kept.name, title, element, (*shared, *own), refusal, source, text)
