"""Cancelling is for transactions only."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local


@rule("cancel-scope", "The {name} cancels, but there is no transaction; use a transaction or another kind of event.")
def cancel_scope(model: Model) -> Iterator[Hit]:
    for event in model.of("endEvent", "boundaryEvent"):
        if not has(event, "cancelEventDefinition"):
            continue
        scope = event.getparent() if local(event) == "endEvent" else model.by_id.get(event.get("attachedToRef", ""))
        if scope is None or local(scope) != "transaction":
            yield hit(event)
