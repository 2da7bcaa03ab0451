"""Reading and writing one property of a field, wherever it is stored."""

from typing import Any

from baton.domain.problems import Problem
from baton.forms.building.conditions import storing
from baton.forms.building.flat import Flat
from baton.forms.building.panels import options
from baton.forms.building.panels.properties import MESSAGE, OPTION, SCHEMA, UI, Property
from baton.forms.building.places import Spot, Working
from baton.forms.rules.patterns import PatternRefused, compiled
from baton.forms.schema.merge import types
from baton.forms.schema.shape import option

_WIDTH_WORDS = {"half": "6", "third": "4"}
_SWITCHES = ("addable", "removable")


def value_of(flat: Flat, spot: Spot, one: Property) -> Any:
    """What the document says now; None where it says nothing."""
    ui, told = flat.working.ui_at(spot.ui_path), spot.told
    if one.store == SCHEMA:
        return told.get(one.word)
    if one.store in (UI, OPTION):
        return option(ui, one.word)
    if one.name == "title":
        return option(ui, "title") or told.get("title")
    if one.name == "key":
        return spot.key
    if one.name == "required":
        return storing.is_required(spot)
    if one.name == "options":
        return options.lines_of(told, option(ui, "enumNames"))
    if one.name == "whole":
        return "number" not in types(told)
    if one.name == "width":
        width = str(option(ui, "width") or "")
        return _WIDTH_WORDS.get(width, width) or "12"
    if one.name in _SWITCHES:
        return option(ui, one.word) is not False
    return "hidden" if ui.get("ui:widget") == "hidden" else flat.fields[spot.path].widget.name


def put(working: Working, spot: Spot, one: Property, value: Any) -> Problem | None:
    """Store the value (None: take it away); why that cannot be done, or None."""
    if one.name == "pattern" and value is not None and (refusal := _pattern_problem(value)):
        return Problem("form.pattern", refusal, field="pattern")
    if one.store == SCHEMA:
        _keep(spot.own, one.word, value)
        return None
    if one.store in (UI, OPTION):
        put_ui(working, spot, one.word, value or None, inside=one.store == OPTION)
        return None
    return _put_special(working, spot, one, value)


def _put_special(working: Working, spot: Spot, one: Property, value: Any) -> Problem | None:
    if one.name == "title":
        in_ui = option(working.ui_at(spot.ui_path), "title") is not None
        put_ui(working, spot, "title", value) if in_ui else _keep(spot.own, "title", value)
    elif one.name == "required":
        storing.set_required(spot, bool(value))
    elif one.name == "options":
        if refusal := options.put(options.holder(spot.own), value or ""):
            return Problem("form.options", refusal, field="options")
        put_ui(working, spot, "enumNames", None)
    elif one.name == "whole":
        others = [name for name in types(spot.told) if name not in ("number", "integer")]
        wanted = ["integer" if value else "number", *others]
        spot.own["type"] = wanted[0] if len(wanted) == 1 else wanted
    elif one.name == "width":
        put_ui(working, spot, "width", None if value in (None, "12") else int(value), inside=True)
    elif one.name in _SWITCHES:
        put_ui(working, spot, one.word, None if value else False, inside=True)
    else:
        put_ui(working, spot, "widget", value)
    return None


def put_message(working: Working, spot: Spot, name: str, text: str | None) -> None:
    """The sentence people read when the field breaks this rule."""
    messages = dict(option(working.ui_at(spot.ui_path), "messages") or {})
    _keep(messages, name.removeprefix(MESSAGE), text)
    put_ui(working, spot, "messages", messages or None, inside=True)


def put_ui(working: Working, spot: Spot, name: str, value: Any, inside: bool = False) -> None:
    """Written where it stood before: as ``ui:name``, or inside ``ui:options``."""
    ui = working.ui_at(spot.ui_path, make=value is not None)
    known = ui.get("ui:options") if isinstance(ui.get("ui:options"), dict) else None
    if f"ui:{name}" in ui or (not inside and (known is None or name not in known)):
        _keep(ui, f"ui:{name}", value)
    elif value is not None:
        ui.setdefault("ui:options", {})[name] = value
    elif known is not None:
        known.pop(name, None)
        if not known:
            ui.pop("ui:options")
    _prune(working.ui, spot.ui_path)


def _prune(ui: dict[str, Any], path: tuple[str, ...]) -> None:
    """A place that says nothing about its look goes."""
    if not path or not isinstance(ui.get(path[0]), dict):
        return
    _prune(ui[path[0]], path[1:])
    if not ui[path[0]]:
        ui.pop(path[0])


def _keep(place: dict[str, Any], word: str, value: Any) -> None:
    if value is None:
        place.pop(word, None)
    else:
        place[word] = value


def _pattern_problem(pattern: str) -> str | None:
    try:
        compiled(pattern)
    except PatternRefused as error:
        return f"This pattern is not supported ({error}). Look-around and back references are not."
    return None
