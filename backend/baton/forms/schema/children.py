"""The places inside a place: properties in their order, rows, and entries whose keys people choose."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from baton.forms.rules.patterns import matches
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.merge import type_of
from baton.forms.schema.paths import join
from baton.forms.schema.ruling import ruled
from baton.forms.schema.shape import GROUP, ROWS, Node, Shape, option, root, shape_of

_ANY = "*"


def ordered(shape: Shape) -> list[str]:
    """The property names of a group as ``ui:order`` wants them; what it does not name comes at ``*`` or last."""
    names = list(shape.schema.get("properties", {}))
    wanted = option(shape.node.ui, "order")
    if not isinstance(wanted, list):
        return names
    rest = [name for name in names if name not in wanted]
    found: list[str] = []
    for name in wanted:
        found += rest if name == "*" else [name] if name in names else []
    return found if "*" in wanted else found + rest


def properties(shape: Shape, value: Any) -> Iterator[tuple[str, Node]]:
    """The declared properties of a group. A reference back to where we are is only followed as far as there are values."""
    known = value if isinstance(value, Mapping) else {}
    for name, node in (shape.below or _declared(shape)).items():
        if not node.leads_to or name in known or shape.node.trail.isdisjoint(node.leads_to):
            yield name, ruled(node, known) if "ui:rules" in node.ui else node


def _declared(shape: Shape) -> dict[str, Node]:
    declared = shape.schema.get("properties", {})
    required = shape.schema.get("required", [])
    found = {
        name: _below(shape, declared[name], _mapping(shape.node.ui.get(name)), name, name in required) for name in ordered(shape)
    }
    shape.below.update(found)  # all at once: another thread that looks meanwhile must not take some of them for all
    return found


def allows_entries(shape: Shape) -> bool:
    return bool(shape.schema.get("additionalProperties")) or bool(shape.schema.get("patternProperties"))


def entry_node(shape: Shape, key: str, value: Any) -> Node:
    """A property that the schema allows without naming it."""
    patterns = shape.schema.get("patternProperties", {})
    schema = next((sub for pattern, sub in patterns.items() if matches(pattern, key)), None)
    if schema is None:
        allowed = shape.schema.get("additionalProperties")
        schema = allowed if isinstance(allowed, Mapping) else {"type": "string" if value is MISSING else type_of(value)}
    return _below(shape, schema, _mapping(shape.node.ui.get("additionalProperties")), key)


def entries(shape: Shape, value: Any) -> Iterator[tuple[str, Node]]:
    if isinstance(value, Mapping) and allows_entries(shape):
        declared = shape.schema.get("properties", {})
        yield from ((key, entry_node(shape, key, value[key])) for key in value if key not in declared)


def row_node(shape: Shape, index: int) -> Node:
    fixed = shape.schema.get("prefixItems", [])
    ui = shape.node.ui.get("items") or {}
    if index < len(fixed):
        schema = fixed[index]
        ui = ui[index] if isinstance(ui, list) and index < len(ui) else ui
    else:
        schema = shape.schema.get("items", {})
        ui = shape.node.ui.get("additionalItems") or ui
    return _below(shape, schema, _mapping(ui), index)


def any_row_node(shape: Shape) -> Node:
    """One place for all rows that are alike, for what does not depend on the number of a row. It is worked out only once."""
    found = shape.below.get(_ANY)
    if found is None:
        found = replace(row_node(shape, len(shape.schema.get("prefixItems", ()))), path=join(shape.node.path, _ANY), any_row=True)
        shape.below[_ANY] = found
    return found


def alike(shape: Shape, rows: list[Any]) -> Iterator[tuple[Node, Any]]:
    """Rows with their places, where the number of a row does not matter."""
    fixed = len(shape.schema.get("prefixItems", ()))
    common = any_row_node(shape)
    for index, item in enumerate(rows):
        yield (row_node(shape, index) if index < fixed else common), item


def children(shape: Shape, value: Any) -> Iterator[tuple[str | int, Node, Any]]:
    """Every place below ``shape`` that shows or holds something, with its value."""
    if shape.kind == GROUP:
        known = value if isinstance(value, Mapping) else {}
        for name, node in (*properties(shape, value), *entries(shape, value)):
            yield name, node, known.get(name, MISSING)
    elif shape.kind == ROWS and isinstance(value, list):
        for index, item in enumerate(value):
            yield index, row_node(shape, index), item


def visit(compiled: Compiled, value: Any) -> Iterator[tuple[Shape, Any]]:
    """Every place of a form for ``value``, outermost first."""
    waiting = [(root(compiled), value)]
    while waiting:
        node, current = waiting.pop()
        shape = shape_of(compiled, node, current)
        yield shape, current
        waiting.extend((below, item) for _, below, item in children(shape, current) if item is not MISSING)


def _below(shape: Shape, schema: Any, ui: Mapping[str, Any], key: str | int, required: bool = False) -> Node:
    node, leads_to = shape.node, _references(schema)
    return Node(
        schema=schema,
        ui=ui,
        path=join(node.path, key),
        key=key,
        required=required,
        read_only=shape.read_only,
        depth=node.depth + 1,
        trail=node.trail | leads_to,
        leads_to=leads_to,
        common=node.common,
        any_row=node.any_row,
    )


def _mapping(ui: Any) -> Mapping[str, Any]:
    return ui if isinstance(ui, Mapping) else {}


def _references(schema: Any) -> frozenset[str]:
    """Where a schema leads for the same value: its own reference and those of its alternatives."""
    if not isinstance(schema, Mapping):
        return frozenset()
    found = frozenset((schema["$ref"],)) if isinstance(schema.get("$ref"), str) else frozenset()
    options = [option for word in ("allOf", "anyOf", "oneOf") for option in schema.get(word, ())]
    return found.union(*map(_references, options))
