"""The values a page starts with where nobody has said anything yet."""

import copy
from collections.abc import Mapping
from typing import Any

from baton.forms.schema.children import alike, properties, row_node
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.shape import GROUP, MAX_DEPTH, ROWS, Node, Shape, is_settled, root, shape_of

# A default can decide a condition that brings in further defaults; more rounds than this nobody writes.
_ROUNDS = 4
_MOST_PREPARED_ROWS = 100


def filled(compiled: Compiled, value: Any = MISSING, node: Node | None = None) -> Any:
    """``value`` with the schema's defaults where it is silent; MISSING where there is neither."""
    node = node or root(compiled)
    shape = shape_of(compiled, node, value)
    if value is MISSING:
        value = copy.deepcopy(shape.schema.get("default", shape.schema.get("const", MISSING)))
    if node.depth > MAX_DEPTH:
        return value
    if shape.kind == GROUP and (value is MISSING or isinstance(value, Mapping)):
        return _group(compiled, node, {} if value is MISSING else dict(value))
    if shape.kind == ROWS and (value is MISSING or isinstance(value, list)):
        return _rows(compiled, shape, value)
    return value


def untouched(compiled: Compiled, node: Node, stored: Any) -> Any:
    """What stands in a place that nobody may write: what was there, else its defaults; no group that was not there before."""
    found = filled(compiled, stored, node)
    return MISSING if found == {} and stored is MISSING and not node.required else found


def _group(compiled: Compiled, node: Node, value: dict[str, Any]) -> dict[str, Any]:
    for _ in range(_ROUNDS):
        before = dict(value)
        shape = shape_of(compiled, node, value)
        for name, below in properties(shape, value):
            found = filled(compiled, value.get(name, MISSING), below)
            if found is not MISSING and (found != {} or below.required or name in value):
                value[name] = found
        if is_settled(compiled, shape) or value == before:
            break
    return value


def _rows(compiled: Compiled, shape: Shape, value: Any) -> Any:
    known = [] if value is MISSING else value
    least = max(len(shape.schema.get("prefixItems", ())), min(shape.schema.get("minItems", 0), _MOST_PREPARED_ROWS))
    rows = [filled(compiled, item, node) for node, item in alike(shape, known)]
    for index in range(len(rows), least):
        rows.append(new_row(compiled, shape, index))
    return rows if rows or value is not MISSING else MISSING


def new_row(compiled: Compiled, shape: Shape, index: int) -> Any:
    """What an added row starts with."""
    row = filled(compiled, MISSING, row_node(shape, index))
    return None if row is MISSING else row


def starting_values(compiled: Compiled, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The variables that the form names, and its defaults for the rest."""
    known: dict[str, Any] = {}
    for _ in range(_ROUNDS):
        shape = shape_of(compiled, root(compiled), known)
        names = [name for name, _ in properties(shape, {**variables, **known}) if name in variables]
        found = filled(compiled, {name: copy.deepcopy(variables[name]) for name in names})
        if not isinstance(found, dict) or found == known:
            break
        known = found
        if is_settled(compiled, shape):
            break
    return known
