"""A posted page as values: typed by the schema, nothing typed is lost, nothing locked comes from the client."""

from collections.abc import Mapping
from typing import Any

from baton.forms.pages.names import Posted
from baton.forms.pages.readers import text_value
from baton.forms.schema.children import allows_entries, entry_node, properties, row_node
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.defaults import filled, untouched
from baton.forms.schema.merge import types
from baton.forms.schema.paths import join
from baton.forms.schema.shape import CHOICES, FIXED, FLAG, GROUP, MAX_DEPTH, ROWS, TEXT, Node, Shape, root, shape_of
from baton.forms.speaking.wording import Wording

MOST_ROWS = 10_000
# A posted value can reveal a property whose value reveals another one.
_ROUNDS = 6


def decoded(compiled: Compiled, posted: Posted, initial: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
    """The values of one posted page."""
    value = _Reader(compiled, posted, wording).value(root(compiled), initial)
    return value if isinstance(value, dict) else {}


class _Reader:
    def __init__(self, compiled: Compiled, posted: Posted, wording: Wording) -> None:
        self._compiled = compiled
        self._wording = wording
        self._posted = posted
        self._rows_left = MOST_ROWS

    def value(self, node: Node, stored: Any) -> Any:
        shape = shape_of(self._compiled, node, stored, self._posted.variant(node.path))
        if node.depth > MAX_DEPTH or shape.locked:
            return untouched(self._compiled, node, stored)
        if shape.kind == FIXED:
            return self._fixed(shape, stored)
        if shape.kind == GROUP:
            return self._group(node, stored if isinstance(stored, Mapping) else {})
        if shape.kind == ROWS:
            return self._rows(shape, stored if isinstance(stored, list) else [])
        if shape.kind == CHOICES:
            return self._ticked(shape)
        return self._scalar(shape, stored)

    def _fixed(self, shape: Shape, stored: Any) -> Any:
        """Nobody writes here; but somebody may have chosen the alternative that has only one value."""
        if shape.variant is None or (stored is not MISSING and self._compiled.holds(shape.schema, stored)):
            return filled(self._compiled, stored, shape.node)
        return None if types(shape.schema) == ["null"] else shape.schema.get("const", stored)

    def _group(self, node: Node, stored: Mapping[str, Any]) -> Any:
        found: dict[str, Any] = {}
        budget = self._rows_left
        for _ in range(_ROUNDS):
            self._rows_left = budget
            shape = shape_of(self._compiled, node, found, self._posted.variant(node.path))
            again = {**self._declared(shape, found, stored), **self._entries(shape, stored)}
            if again == found:
                break
            found = again
        if found and (node.required or not node.path or not _is_silent(found) or self._compiled.holds(node.schema, found)):
            return found
        return found if not node.path or node.required else MISSING

    def _declared(self, shape: Shape, found: dict[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
        nodes = dict(properties(shape, found or stored))
        nodes |= {name: node for name, node in shape.below.items() if name not in nodes and self._posted.speaks_of(node.path)}
        read = {name: self.value(node, stored.get(name, MISSING)) for name, node in nodes.items()}
        return {name: value for name, value in read.items() if value is not MISSING}

    def _entries(self, shape: Shape, stored: Mapping[str, Any]) -> dict[str, Any]:
        if not allows_entries(shape):
            return {}
        read = {}
        for shown_key, key in self._posted.entries(shape.node.path):
            text = self._posted.text(join(shape.node.path, shown_key))
            before = stored.get(shown_key, MISSING)
            node = entry_node(shape, shown_key, before)
            value = self.value(node, before)
            read[key.strip() or shown_key] = (
                (text or _nothing(shape_of(self._compiled, node, before), "")) if value is MISSING else value
            )
        return read

    def _rows(self, shape: Shape, stored: list[Any]) -> Any:
        count = self._posted.count(shape.node.path)
        if count is None or (not count and not stored and shape.schema.get("minItems") and not shape.node.required):
            return MISSING  # an optional list that may not be empty, and to which nothing was added
        count = min(count, self._rows_left)
        self._rows_left -= count
        kept = self._posted.kept(shape.node.path, stored)
        first = 0 if kept is None else min(self._posted.first(shape.node.path), len(kept))
        rows = [self._row(shape, index, stored) for index in range(first, first + count)]
        if kept is not None:
            return [*kept[:first], *rows, *kept[first + count :]]
        left_out = bool(shape.schema.get("prefixItems")) and not shape.node.required and _is_silent(rows)
        return MISSING if left_out and not self._compiled.holds(shape.node.schema, rows) else rows

    def _row(self, shape: Shape, index: int, stored: list[Any]) -> Any:
        row = self.value(row_node(shape, index), stored[index] if index < len(stored) else MISSING)
        return _empty_row(self._compiled, shape, index) if row is MISSING else row

    def _ticked(self, shape: Shape) -> Any:
        if not self._posted.shown(shape.node.path):
            return MISSING
        values = {choice.token: choice.value for choice in shape.choices}
        if not any(self._posted.texts(shape.node.path)) and shape.schema.get("minItems") and not shape.node.required:
            return MISSING  # an answer of which there have to be some, and that was not given
        return [values.get(token, token) for token in self._posted.texts(shape.node.path) if token != ""]

    def _scalar(self, shape: Shape, stored: Any) -> Any:
        path = shape.node.path
        text = self._posted.text(path)
        if text is None:
            return False if shape.kind == FLAG and self._posted.shown(path) else self._kept(shape, stored)
        if text == "":
            return self._blank(shape, stored)
        return text_value(shape, text, stored, self._wording)

    def _blank(self, shape: Shape, stored: Any) -> Any:
        empty = shape.option("emptyValue", MISSING)
        if empty is not MISSING:
            return empty
        return None if shape.nullable or (stored is None and not types(shape.schema)) else MISSING

    def _kept(self, shape: Shape, stored: Any) -> Any:
        """A file that is not sent again is still there; everything else that is not sent is gone."""
        return stored if shape.schema.get("format") == "data-url" else MISSING


def _is_silent(value: Any) -> bool:
    """Whether nothing was said: boxes that are not ticked, and the rows that every page has, are sent along."""
    if isinstance(value, dict | list):
        return all(map(_is_silent, value.values() if isinstance(value, dict) else value))
    return value is False or value is None or value == ""


def _empty_row(compiled: Compiled, shape: Shape, index: int) -> Any:
    below = shape_of(compiled, row_node(shape, index), MISSING)
    return _nothing(below, "" if below.kind == TEXT and not below.nullable else None)


def _nothing(shape: Shape, otherwise: Any) -> Any:
    """What stands where something has to and nothing was said."""
    return {GROUP: {}, ROWS: [], CHOICES: []}.get(shape.kind, otherwise)
