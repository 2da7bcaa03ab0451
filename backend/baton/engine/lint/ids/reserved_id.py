"""Ids that the engine uses for its own beginning and end."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule

RESERVED = frozenset(("Start", "End", "Root", "StartEventSplit", "StartEventJoin"))


@rule("reserved-id", "The id of {name} is reserved by the engine; give the element another id.")
def reserved_id(model: Model) -> Iterator[Hit]:
    for node in model.nodes:
        if node.get("id") in RESERVED:
            yield hit(node)
