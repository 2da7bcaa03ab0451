"""Values of an API caller, with everything that is not theirs to write put back."""

import copy
from collections.abc import Mapping
from typing import Any

from baton.forms.schema.children import alike, children
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.defaults import untouched
from baton.forms.schema.shape import GROUP, ROWS, Node, root, shape_of

# Putting one value back can decide a condition that locks another one.
_ROUNDS = 4


def accepted(compiled: Compiled, values: Mapping[str, Any], initial: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` with hidden and read-only places as they were; what the form does not know stays, to be reported."""
    found = copy.deepcopy(dict(values))
    for _ in range(_ROUNDS):
        again = _restored(compiled, root(compiled), found, initial)
        if compiled.is_fixed or again == found:
            return dict(again)
        found = again
    return dict(found)


def _restored(compiled: Compiled, node: Node, value: Any, initial: Any) -> Any:
    shape = shape_of(compiled, node, value)
    if shape.locked:
        return untouched(compiled, node, initial)
    if shape.kind == GROUP and isinstance(value, Mapping):
        before = initial if isinstance(initial, Mapping) else {}
        kept = dict(value)
        for key, below, item in children(shape, value):
            restored = _restored(compiled, below, item, before.get(key, MISSING))
            if restored is MISSING:
                kept.pop(str(key), None)
            else:
                kept[str(key)] = restored
        return kept
    if shape.kind == ROWS and isinstance(value, list):
        rows = initial if isinstance(initial, list) else []
        known = [*rows[: len(value)], *[MISSING] * (len(value) - len(rows))]
        return [_restored(compiled, node, item, before) for (node, item), before in zip(alike(shape, value), known, strict=True)]
    return value
