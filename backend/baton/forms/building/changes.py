"""Edits of a document's structure: fields added, moved, copied, removed, given other keys."""

import copy
from typing import Any, cast

from baton.domain.building import AddField, CopyField, Edited, FormDocument, MoveField, RemoveField, RenameField, ShiftField
from baton.domain.problems import WARNING, Problem
from baton.forms.building.conditions import storing
from baton.forms.building.keys import free, key_from, key_problem
from baton.forms.building.places import Spot, Working
from baton.forms.pages.widgets import Widget
from baton.forms.schema.normalise import MAY_BE_VARIABLE, options_variable
from baton.forms.schema.paths import join, parent
from baton.forms.schema.walk import everywhere

DEEPEST = 8


def add(document: FormDocument, edit: AddField, widget: Widget) -> Edited:
    """A field as the widget's folder describes a new one."""
    working = Working(document)
    group = working.group(edit.parent)
    if group.path.count(".") >= DEEPEST:
        return Edited(document, edit.parent, (_problem("form.too-deep", f"Fields may be nested {DEEPEST} levels deep at most."),))
    order = working.order(group)
    schema: dict[str, Any] = {**copy.deepcopy(dict(widget.new_schema)), "title": widget.words}
    key = key_from(widget.words, order)
    _insert(working, group, key, (schema, copy.deepcopy(dict(widget.new_ui)), False))
    _arrange(working, group, order, key, edit.index)
    return Edited(working.done(), join(group.path, key))


def move(document: FormDocument, edit: MoveField) -> Edited:
    """Within a group only the order changes; into another one the field's conditions cannot follow."""
    working = Working(document)
    spot, group = working.spot(edit.path), working.group(edit.parent)
    if spot.group is None:
        return Edited(document, edit.path)
    if group.path == spot.group.path:
        order = working.order(group)
        order.remove(spot.key)
        _arrange(working, group, order, spot.key, edit.index)
        return Edited(working.done(), edit.path)
    if group.path == spot.path or group.path.startswith(f"{spot.path}."):
        return Edited(document, edit.path, (_problem("form.move", "A section cannot be moved into itself."),))
    left = storing.shown_when(working, spot) or storing.required_when(working, spot)
    part = _taken(working, spot)
    group = working.group(edit.parent)
    order = working.order(group)
    key = free(spot.key, order)
    _insert(working, group, key, part)
    _arrange(working, group, order, key, edit.index)
    note = f"“{key}” is now always shown: its condition asked for fields of the place it came from."
    return Edited(working.done(), join(group.path, key), (_problem("form.condition-left", note, WARNING),) if left else ())


def shift(document: FormDocument, edit: ShiftField) -> Edited:
    working = Working(document)
    spot = working.spot(edit.path)
    if spot.group is None:
        return Edited(document, edit.path)
    order = working.order(spot.group)
    index = max(0, min(len(order) - 1, order.index(spot.key) + edit.by))
    return move(document, MoveField(edit.path, spot.group.path, index))


def duplicate(document: FormDocument, edit: CopyField) -> Edited:
    """A copy behind the field, shown on the same condition."""
    working = Working(document)
    spot = working.spot(edit.path)
    if spot.group is None or spot.site is None:
        return Edited(document, edit.path)
    order = working.order(spot.group)
    key = free(spot.key, order)
    spot.site.properties[key] = copy.deepcopy(spot.own)
    title = spot.told.get("title")
    if isinstance(title, str):
        spot.site.properties[key]["title"] = f"{title} (copy)"
    ui = working.ui_at(spot.ui_path)
    if ui:
        working.ui_at(spot.group.ui_path, make=True)[key] = copy.deepcopy(ui)
    if storing.is_required(spot):
        spot.site.host["required"] = [*spot.site.host["required"], key]
    _arrange(working, spot.group, order, key, order.index(spot.key) + 1)
    return Edited(working.done(), join(spot.group.path, key))


def remove(document: FormDocument, edit: RemoveField) -> Edited:
    working = Working(document)
    spot = working.spot(edit.path)
    if spot.group is None:
        return Edited(document, edit.path)
    order = working.order(spot.group)
    next_one = ([*order[order.index(spot.key) + 1 :], *reversed(order[: order.index(spot.key)])] or [""])[0]
    changed = [name for name in storing.forget(working, spot.group, spot.key) if name != spot.key]
    group = working.group(parent(edit.path)[0])
    _taken(working, working.spot(edit.path))
    note = f"No condition asks for “{spot.key}” any more: {', '.join(changed)} changed."
    problems = (_problem("form.condition-left", note, WARNING),) if changed else ()
    return Edited(working.done(), join(group.path, next_one) if next_one else group.path, problems)


def rename(document: FormDocument, edit: RenameField) -> Edited:
    """Another key, carried through everything that this document says about the field."""
    working = Working(document)
    spot = working.spot(edit.path)
    if spot.group is None or edit.key == spot.key:
        return Edited(document, edit.path)
    order = working.order(spot.group)
    refusal = key_problem(edit.key, order)
    if refusal:
        return Edited(document, edit.path, (Problem("form.key", refusal, field="key"),))
    storing.rename([host for host, _ in working.hosts(spot.group)], spot.key, edit.key)
    ui = working.ui_at(spot.group.ui_path)
    renamed = {edit.key if key == spot.key else key: value for key, value in ui.items()}
    ui.clear()
    ui.update(renamed)
    if isinstance(ui.get("ui:order"), list):
        ui["ui:order"] = [edit.key if name == spot.key else name for name in ui["ui:order"]]
    _rename_total(working, spot, edit.key)
    return Edited(working.done(), join(spot.group.path, edit.key))


def choices_from(document: FormDocument, old: str, new: str) -> Edited:
    """Fields that take their choices from a variable take them from its new name."""
    working = Working(document)
    for _, part in everywhere(working.schema):
        for word in MAY_BE_VARIABLE:
            if options_variable(part.get(word)) == old:
                cast(dict[str, Any], part)[word] = [part[word][0].removesuffix(old) + new]
    return Edited(working.done())


def _rename_total(working: Working, spot: Spot, key: str) -> None:
    """A column that is summed up stays so."""
    if spot.group is None or spot.group.group is None:
        return
    options = working.ui_at(spot.group.group.ui_path).get("ui:options")
    if isinstance(options, dict) and isinstance(options.get("totals"), list):
        options["totals"] = [key if name == spot.key else name for name in options["totals"]]


def _insert(working: Working, group: Spot, key: str, part: tuple[dict[str, Any], dict[str, Any], bool]) -> None:
    schema, ui, needed = part
    site = storing.plain_site(working, group)
    site.properties[key] = schema
    if needed:
        site.host["required"] = [*site.host.get("required", []), key]
    if ui:
        working.ui_at(group.ui_path, make=True)[key] = ui


def _arrange(working: Working, group: Spot, order: list[str], key: str, index: int | None) -> None:
    names = list(order)
    names.insert(len(names) if index is None else max(0, index), key)
    working.set_order(group, names)


def _taken(working: Working, spot: Spot) -> tuple[dict[str, Any], dict[str, Any], bool]:
    """The field taken out of its group: its schema, its ui schema, and whether it is required."""
    assert spot.group is not None and spot.site is not None  # noqa: PT018 - the root is never taken
    needed = storing.is_required(spot)
    storing.require_when(working, spot, None)
    for site in working.sites(spot.group):
        storing.set_required(spot, False)
        site.properties.pop(spot.key, None)
    ui = working.ui_at(spot.group.ui_path)
    looks = ui.pop(spot.key, {})
    if isinstance(ui.get("ui:order"), list):
        ui["ui:order"] = [name for name in ui["ui:order"] if name != spot.key]
    storing.sweep(spot.group.schema)
    return spot.own, looks if isinstance(looks, dict) else {}, needed


def _problem(rule: str, message: str, level: str = "error") -> Problem:
    return Problem(rule, message, level=level)
