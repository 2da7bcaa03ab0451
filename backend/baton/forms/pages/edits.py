"""Structural edits of a page: rows added, removed and moved, entries added and removed, done to values that were just read."""

from copy import deepcopy
from typing import Any

from baton.forms.pages.names import Posted
from baton.forms.pages.pasting import pasted
from baton.forms.pages.permitted import may_add_row, may_copy_row, may_edit_entries, may_move_row, may_remove_row
from baton.forms.schema.children import entries, entry_node, properties, row_node
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.defaults import filled, new_row
from baton.forms.schema.paths import parent, split
from baton.forms.schema.shape import GROUP, ROWS, Node, Shape, root, shape_of
from baton.forms.speaking.wording import Wording

ADD, REMOVE, UP, DOWN, REVEAL, COPY, PASTE = "add", "remove", "up", "down", "reveal", "copy", "paste"
Variants = dict[str, int]


def edited(compiled: Compiled, values: dict[str, Any], page: Posted, wording: Wording) -> dict[str, Any]:
    """``values`` after the operation of the page (``add:lines``, ``remove:lines.2``...). What the form does not allow changes
    nothing."""
    verb, _, path = page.operation.partition(":")
    if verb == ADD:
        _add(compiled, values, path)
    elif verb == PASTE:
        shape, rows = place_at(compiled, values, path)
        if shape is not None and isinstance(rows, list) and not shape.locked:
            pasted(compiled, shape, rows, page.pasted(path), wording)
    elif verb in (REMOVE, UP, DOWN, COPY):
        container, key = parent(path)
        shape, value = place_at(compiled, values, container)
        if shape is not None and isinstance(value, list):
            _edit_row(compiled, shape, value, (verb, key))
        elif shape is not None and verb == REMOVE and may_edit_entries(shape) and key not in shape.schema.get("properties", {}):
            value.pop(key, None)
    return values


def _add(compiled: Compiled, values: dict[str, Any], path: str) -> None:
    shape, value = place_at(compiled, values, path)
    if shape is None:
        return
    if isinstance(value, list) and may_add_row(shape, len(value)):
        value.append(new_row(compiled, shape, len(value)))
    elif isinstance(value, dict) and may_edit_entries(shape):
        key = next(name for name in ("new", *(f"new{number}" for number in range(2, len(value) + 3))) if name not in value)
        start = filled(compiled, MISSING, entry_node(shape, key, MISSING))
        value[key] = "" if start is MISSING else start


def _edit_row(compiled: Compiled, shape: Shape, rows: list[Any], edit: tuple[str, str]) -> None:
    verb, key = edit
    index = int(key) if key.isascii() and key.isdigit() and len(key) < 7 else len(rows)
    first = index - 1 if verb == UP else index
    if verb == REMOVE and index < len(rows) and may_remove_row(compiled, shape, index, len(rows)):
        rows.pop(index)
    elif verb == COPY and index < len(rows) and may_copy_row(compiled, shape, len(rows)):
        rows.insert(index + 1, deepcopy(rows[index]))
    elif verb in (UP, DOWN) and may_move_row(compiled, shape, first, len(rows)):
        rows[first], rows[first + 1] = rows[first + 1], rows[first]


def place_at(compiled: Compiled, values: dict[str, Any], path: str) -> tuple[Shape | None, Any]:
    """The list or group at ``path``, made where it is not there yet; (None, None) where the form has no such place."""
    value: Any = values
    shape = shape_of(compiled, root(compiled), value)
    for key in split(path):
        below = _below(shape, value, key)
        if below is None:
            return None, None
        place: Any = int(key) if isinstance(value, list) else key
        shape = shape_of(compiled, below, value[place] if isinstance(value, list) else value.get(key, MISSING))
        if isinstance(value, dict) and not isinstance(value.get(key), (dict, list)) and shape.kind in (GROUP, ROWS):
            value[key] = {} if shape.kind == GROUP else []
        value = value[place] if isinstance(value, list) else value.get(key)
    return (shape, value) if shape.kind in (GROUP, ROWS) and isinstance(value, (dict, list)) else (None, None)


def _below(shape: Shape, value: Any, key: str) -> Node | None:
    if shape.kind == ROWS and isinstance(value, list):
        inside = key.isascii() and key.isdigit() and len(key) < 7 and int(key) < len(value)
        return row_node(shape, int(key)) if inside else None
    if shape.kind == GROUP and isinstance(value, dict):
        return dict((*properties(shape, value), *entries(shape, value))).get(key)
    return None
