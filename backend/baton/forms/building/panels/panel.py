"""The panel of one field: forms about a form, so that the panel is filled in and checked like any other."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from baton.domain.building import Edited, FormDocument, Operand, Panel, PanelSection, SetProperties
from baton.domain.forms import Form
from baton.domain.problems import Problem
from baton.forms.building.conditions import storing
from baton.forms.building.conditions.clauses import OPERATORS
from baton.forms.building.flat import Flat
from baton.forms.building.panels import stored
from baton.forms.building.panels.options import takes_from_variable
from baton.forms.building.panels.properties import (
    BASICS,
    BY_NAME,
    DATA,
    LOOK,
    MESSAGE,
    MESSAGES,
    PROPERTIES,
    RULES,
    RULES_SAID,
    Property,
    rules_of,
    suits,
)
from baton.forms.building.places import Spot, Working
from baton.forms.findings.values import problems_of
from baton.forms.pages.fields import Field
from baton.forms.pages.widgets import WidgetRack
from baton.forms.schema.compiled import Compiled
from baton.forms.schema.paths import join
from baton.forms.schema.shape import FLAG, GROUP, NUMBER, ROWS, option

SECTIONS = (BASICS, RULES, MESSAGES, LOOK, DATA)


def panel(flat: Flat, rack: WidgetRack, path: str) -> Panel | None:
    """Every section that suits the field, and what its conditions may ask for."""
    field = flat.fields.get(path)
    if field is None:
        return None
    spot = flat.spot(path) if path else flat.working.root()
    sections = tuple(found for name in SECTIONS if (found := _section(flat, rack, spot, field, name)))
    if not path:
        return Panel(flat.root_line, sections)
    return Panel(
        flat.lines[path], sections, _operands(flat, spot), storing.shown_when(flat.working, spot),
        storing.required_when(flat.working, spot),
    )  # fmt: skip


def set_properties(document: FormDocument, edit: SetProperties, rack: WidgetRack) -> Edited:
    """Store what changed and can be stored; the rest is said beside its field of the panel."""
    flat = Flat(document, rack)
    found = panel(flat, rack, edit.path)
    if found is None:
        return Edited(document, "")
    problems = list(_refusals(found, edit.values))
    refused = {problem.field for problem in problems}
    working = Working(document)
    spot = working.spot(edit.path)
    for name, value in edit.values.items():
        before = next((section.values.get(name) for section in found.sections if name in section.form.schema["properties"]), ...)
        if name in refused or name == "key" or before is ... or _same(before, value):
            continue
        if name.startswith(MESSAGE):
            stored.put_message(working, spot, name, value or None)
        elif refusal := stored.put(working, spot, BY_NAME[name], value):
            problems.append(refusal)
    return Edited(working.done(), edit.path, tuple(problems))


def _same(before: Any, value: Any) -> bool:
    return (before or None) == (value or None) if not isinstance(before or value, (int, float)) else before == value


def _refusals(found: Panel, values: Mapping[str, Any]) -> Iterator[Problem]:
    for section in found.sections:
        named = {name: value for name, value in values.items() if name in section.form.schema["properties"] and value is not None}
        yield from problems_of(Compiled(section.form), named, ())
    for least, most in (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")):
        low, high = values.get(least), values.get(most)
        if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low > high:
            yield Problem("form.limits", f"At most {high} is less than at least {low}.", field=most)


def _section(flat: Flat, rack: WidgetRack, spot: Spot, field: Field, name: str) -> PanelSection | None:
    if name == MESSAGES:
        return _messages(flat, spot, field)
    asked = [one for one in PROPERTIES if one.section == name and suits(one, field)]
    asked = [one for one in asked if one.name != "options" or not takes_from_variable(spot.told)]
    schemas = {one.name: _asked(one, spot, field, rack) for one in asked}
    shown = {key: schema for key, schema in schemas.items() if schema is not None}
    values = {one.name: stored.value_of(flat, spot, one) for one in asked if one.name in shown}
    known = {key: copy.deepcopy(value) for key, value in values.items() if value is not None}
    ui = {one.name: one.ui for one in asked if one.ui and one.name in shown}
    return PanelSection(name, Form(name, {"type": "object", "properties": shown}, ui), known) if shown else None


def _messages(flat: Flat, spot: Spot, field: Field) -> PanelSection | None:
    rules = rules_of(field, storing.is_required(spot)) if field.path else []
    own = option(flat.working.ui_at(spot.ui_path), "messages") or {}
    asked = {f"{MESSAGE}{rule}": {"type": "string", "title": RULES_SAID[rule], "maxLength": 300} for rule in rules}
    values = {f"{MESSAGE}{rule}": own[rule] for rule in rules if isinstance(own, dict) and rule in own}
    return PanelSection(MESSAGES, Form(MESSAGES, {"type": "object", "properties": asked}), values) if asked else None


def _asked(one: Property, spot: Spot, field: Field, rack: WidgetRack) -> dict[str, Any] | None:
    """The panel's schema for a property, as far as it depends on the field; None: it makes no sense here."""
    if one.name == "widget":
        fitting = [(widget.name, widget.title) for widget in rack.widgets.values() if field.kind in widget.kinds]
        return {**one.asked, "oneOf": [{"const": value, "title": title} for value, title in (*fitting, ("hidden", "Hidden"))]}
    if one.name == "totals":
        row = next(iter(field.children), None)
        numbers = [cell for cell in row.children if cell.kind == NUMBER] if row is not None and row.kind == GROUP else []
        offered = [{"const": cell.shape.node.key, "title": cell.label} for cell in numbers]
        return {**one.asked, "items": {"oneOf": offered}} if offered else None
    if one.name == "default":
        return {**one.asked, **_default(field)}
    if one.name == "width" and spot.group is not None and spot.group.group is not None and spot.group.group.is_rows:
        return None
    return dict(one.asked)


def _default(field: Field) -> dict[str, Any]:
    if field.choices and field.kind != FLAG:
        offered = {"oneOf": [{"const": choice.value, "title": choice.label} for choice in field.choices]}
        return offered if field.kind == "choice" else {"type": "array", "uniqueItems": True, "items": offered}
    if field.kind == FLAG:
        return {"enum": [True, False], "enumNames": ["Yes", "No"]}
    return {"type": "number"} if field.kind == NUMBER else {"type": "string", "maxLength": 4000}


def _operands(flat: Flat, spot: Spot) -> tuple[Operand, ...]:
    """The fields beside this one that a condition may ask for."""
    if spot.group is None:
        return ()
    found = []
    for key in flat.working.order(spot.group):
        field = flat.fields.get(join(spot.group.path, key))
        if field is None or key == spot.key or field.kind in (GROUP, ROWS):
            continue
        suited = tuple((one.name, one.words) for one in OPERATORS if field.kind in one.kinds)
        found.append(Operand(key, field.label, suited, tuple((choice.token, choice.label) for choice in field.choices)))
    return tuple(found)
