"""Fields whose values are keys of lookup lists: what is searched for, whether a key exists, and what a chosen row fills in."""

from collections.abc import Iterator, Mapping
from typing import Any

from baton.domain.ports.working.sources import Sources
from baton.domain.problems import Problem
from baton.forms.pages.edits import place_at
from baton.forms.pages.readers import text_value
from baton.forms.schema.children import properties, visit
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.paths import parent, split
from baton.forms.schema.shape import GROUP, ROWS, Shape, option, shape_of
from baton.forms.speaking.wording import Wording

FILL = "fill"
_BELOW_ANY = ("items", "additionalItems", "additionalProperties")


def list_of(shape: Shape) -> str:
    """The lookup list that a field takes its values from; empty for none."""
    name = shape.option("lookup")
    return name if isinstance(name, str) and shape.kind not in (GROUP, ROWS) else ""


def list_at(ui: Any, path: str) -> str:
    """The lookup list that the ui schema names for the field at ``path``, whatever else is filled in; empty for none."""
    for key in split(path):
        ui = next(_below(ui, key), {})
    name = option(ui, "lookup")
    return name if isinstance(name, str) else ""


def _below(ui: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    """What a ui schema may say about the place ``key`` in it: by name, by row, or in one of its alternatives."""
    for name in (key, *_BELOW_ANY):
        found = ui.get(name)
        if isinstance(found, list):
            found = found[min(int(key), len(found) - 1)] if found and key.isdecimal() and len(key) < 7 else None
        if isinstance(found, Mapping):
            yield found
    for word in ("oneOf", "anyOf"):
        told = ui.get(word)
        for alternative in told if isinstance(told, list) else ():
            if isinstance(alternative, Mapping):
                yield from _below(alternative, key)


def unknown_keys(compiled: Compiled, values: Mapping[str, Any], sources: Sources, wording: Wording) -> Iterator[Problem]:
    """Values that are no keys of the lists they were to be chosen from. What nobody may write here is not asked for."""
    for shape, value in visit(compiled, values) if compiled.looks_up else ():
        name = list_of(shape)
        if name and not shape.locked and isinstance(value, str) and value and sources.row(name, value) is None:
            yield Problem("form.lookup", wording.say("Choose one of the entries of the list."), field=shape.node.path)


def filled_in(compiled: Compiled, values: dict[str, Any], path: str, tools: tuple[Sources, Wording]) -> None:
    """Copy columns of the chosen row into the fields beside it, as ``ui:options.fills`` (field to column) says."""
    sources, wording = tools
    container, key = parent(path)
    group, inside = place_at(compiled, values, container)
    if group is None or not isinstance(inside, dict):
        return
    nodes = dict(properties(group, inside))
    if key not in nodes:
        return
    shape = shape_of(compiled, nodes[key], inside.get(key, MISSING))
    row = sources.row(list_of(shape), str(inside.get(key, ""))) if list_of(shape) else None
    fills = shape.option("fills")
    for target, column in (fills if isinstance(fills, Mapping) and row is not None else {}).items():
        below = shape_of(compiled, nodes[target], MISSING) if target in nodes else None
        if row is not None and below is not None and not below.locked and below.kind not in (GROUP, ROWS):
            text = row.cells.get(str(column), "")
            if text:
                inside[target] = text_value(below, text, MISSING, wording)
