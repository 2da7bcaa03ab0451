"""The questions of a form that the answers at hand do not bring in."""

from collections.abc import Iterator, Mapping
from typing import Any

from baton.forms.schema.compiled import Compiled
from baton.forms.schema.paths import join
from baton.forms.schema.shape import GROUP, Shape

_DEEPEST = 6
_MOST = 200
_LISTS = ("allOf", "anyOf", "oneOf")
_SINGLES = ("then", "else")


def unasked(compiled: Compiled, shape: Shape) -> Iterator[tuple[str, str]]:
    """Path and label of everything that would stand in this group for other answers."""
    if shape.kind != GROUP:
        return
    asked, told = shape.schema.get("properties", {}), 0
    for name, schema in _possible(compiled, shape.node.schema, 0):
        if name not in asked and told < _MOST:
            asked, told = {**asked, name: schema}, told + 1
            yield join(shape.node.path, name), _label(shape, name, compiled.resolved(schema))


def _label(shape: Shape, name: str, schema: Mapping[str, Any]) -> str:
    ui = shape.node.ui.get(name)
    named = ui.get("ui:title") if isinstance(ui, Mapping) else ""
    return str(named or schema.get("title") or name)


def _possible(compiled: Compiled, schema: Any, depth: int) -> Iterator[tuple[str, Any]]:
    plain = compiled.resolved(schema)
    if depth > _DEEPEST:
        return
    yield from plain.get("properties", {}).items()
    parts = [part for word in _LISTS for part in plain.get(word, ())]
    parts += [plain[word] for word in _SINGLES if word in plain]
    for part in [*parts, *plain.get("dependentSchemas", {}).values()]:
        yield from _possible(compiled, part, depth + 1)
