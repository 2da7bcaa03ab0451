"""Ids that the engine gives to steps of its own beside an element."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule

RESERVED = (".BoundaryEventSplit", ".BoundaryEventJoin")


@rule("reserved-id", "The id of {name} is reserved by the engine; give the element another id.")
def reserved_id(model: Model) -> Iterator[Hit]:
    for node in model.nodes:
        if node.get("id", "").endswith(RESERVED):
            yield hit(node)
