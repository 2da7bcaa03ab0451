"""Letting somebody outside see one instance, and start what it offers about one of its lines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Start, Variables
from baton.domain.errors import Conflict, NotFound, said
from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.instances import InstanceState
from baton.domain.working.links import Begun, Invitation, Link, Purpose, Standing
from baton.usecases.act import Act, run
from baton.usecases.instances import begin, start_values, variables
from baton.usecases.links.making import send_first
from baton.usecases.outside.standing import form_of
from baton.usecases.outside.visits import Visit, standing_of
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Line:
    """One entry of the list that the link shows; ``begun``: how far what was started about it is, empty when nothing was."""

    place: int
    values: Mapping[str, Any]
    begun: Begun | None = None
    over: bool = False
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What the link shows: values in a form, and lines. ``label``: of the button beside a line, empty when nothing is offered."""

    form: Form
    values: Variables
    lines: tuple[Line, ...] = ()
    label: str = ""
    line_form: Form = EMPTY_FORM


@dataclass(frozen=True)
class Offer:
    """What may be started about a line: the process, the form for it, and the values that are given and stay."""

    definition: ProcessDefinition
    form: Form
    given: Variables
    line: Line
    line_form: Form


def show(platform: Platform, key: str, asked: Invitation, offer: Mapping[str, Any]) -> str:
    """A link to the instance that owes the job ``key``, and the letter that brings it; the same link however often it is asked for."""

    def work(act: Act) -> str:
        try:
            return act.uow.link(key).id
        except NotFound:
            instance_id = act.uow.job(key).instance_id or ""
            link = Link(
                key, Purpose.SEE, instance_id, None, asked.recipient, asked.name, asked.language or platform.house.language, "", act.now, act.now + asked.life,
                asked.needs_code, asked.note, dict(offer), sent_at=act.now,
            )  # fmt: skip
            send_first(platform, act, link)
            return link.id

    return run(platform, work)


def shown(platform: Platform, visit: Visit) -> Shown:
    """What the link shows now."""
    offer = visit.link.offer
    held = variables(platform, visit.link.instance_id)
    with platform.store.read() as uow:
        definition = uow.definition(uow.instance(visit.link.instance_id).definition_id)
        begun = {one.item: one for one in uow.begun(visit.link.id)}
    form = form_of(platform, definition, offer.get("form"))
    name = offer.get("lines", "")
    facts, line_form = _apart(form, name)
    found = held.get(name)
    entries = [entry for entry in found if isinstance(entry, Mapping)] if isinstance(found, list) else []
    lines = tuple(_line(platform, place, entry, begun.get(str(place))) for place, entry in enumerate(entries))
    label = str(offer.get("label") or offer.get("offers") or "") if offer.get("offers") else ""
    return Shown(facts, platform.forms.initial(facts, held) if form is not EMPTY_FORM else {}, lines, label, line_form)


def offered(platform: Platform, visit: Visit, place: int) -> Offer:
    """What may be started about that line. Raises ``NotFound`` for what is not offered."""
    offer, seen = visit.link.offer, shown(platform, visit)
    if not offer.get("offers") or not 0 <= place < len(seen.lines):
        raise NotFound(said("There is nothing like that to start here."))
    with platform.store.read() as uow:
        definition = uow.latest_definition(offer["offers"])
        home = uow.definition(uow.instance(visit.link.instance_id).definition_id)
    if definition is None:
        raise NotFound(said("This cannot be started at the moment."))
    line = seen.lines[place]
    name = next((start.form for start in definition.outline.starts if start.kind == "none"), None)
    form = form_of(platform, definition, name)
    given = _given(form, variables(platform, visit.link.instance_id), (offer.get("lines", ""), line.values))
    asked = form_of(platform, home, offer["asks"]) if offer.get("asks") else form
    return Offer(definition, _fixed(asked, given), given, line, seen.line_form)


def begin_about(platform: Platform, visit: Visit, place: int, values: Variables) -> str:
    """Start what is offered about that line, once; the id of the instance. What was given stays, whatever was sent."""
    offer = offered(platform, visit, place)

    def work(act: Act) -> str:
        link = act.uow.locked_link(visit.link.id)
        if standing_of(act.uow, link, None, act.now) is not Standing.OPEN or link.generation != visit.session.generation:
            raise Conflict(said("This link has ended meanwhile. Nothing was started."))
        if known := next((one for one in act.uow.begun(link.id) if one.item == str(place)), None):
            return known.instance_id
        filled = start_values(platform, offer.definition, {**values, **offer.given})
        made = begin(platform, act, offer.definition, Start(filled), (link.actor(), None))
        act.uow.add_begun(Begun(link.id, str(place), made.id, act.now))
        act.uow.save_link(replace(link, seen_at=act.now))
        return made.id

    return run(platform, work)


def _line(platform: Platform, place: int, entry: Mapping[str, Any], begun: Begun | None) -> Line:
    if begun is None:
        return Line(place, entry)
    with platform.store.read() as uow:
        instance = uow.instance(begun.instance_id)
        elements = uow.definition(instance.definition_id).outline.elements
        steps = [elements[task.element_id].public for task in uow.open_tasks(instance.id) if task.element_id in elements]
    return Line(place, entry, begun, instance.state is not InstanceState.ACTIVE, tuple(dict.fromkeys(filter(None, steps))))


def _given(form: Form, held: Variables, line: tuple[str, Mapping[str, Any]]) -> Variables:
    """Values of the start form that follow from the line, else from the instance; the list of lines becomes this one."""
    name, entry = line
    properties: Mapping[str, Any] = form.schema.get("properties", {})
    sources: Variables = {**held, **entry}
    given = {field: sources[field] for field in properties if field in sources and field != name}
    if name in properties:
        known = properties[name].get("items", {}).get("properties", {})
        given[name] = [{field: value for field, value in entry.items() if field in known}]
    return given


def _apart(form: Form, lines: str) -> tuple[Form, Form]:
    """The form without its lines, and the form of one line."""
    properties: Mapping[str, Any] = form.schema.get("properties", {})
    if lines not in properties:
        return form, EMPTY_FORM
    facts = {name: schema for name, schema in properties.items() if name != lines}
    items = properties[lines].get("items", {})
    ui = _part(_part(form.ui.get(lines)).get("items"))
    order = {"ui:order": [name for name in form.ui["ui:order"] if name != lines]} if "ui:order" in form.ui else {}
    return replace(form, schema={**form.schema, "properties": facts}, ui={**form.ui, **order}), replace(form, schema=items, ui=ui)


def _fixed(form: Form, given: Variables) -> Form:
    """The form in which nobody changes what is given."""
    fixed = [name for name in form.schema.get("properties", {}) if name in given]
    ui = {**form.ui, **{name: {**_part(form.ui.get(name)), "ui:readonly": True} for name in fixed}}
    return replace(form, ui=ui)


def _part(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}
