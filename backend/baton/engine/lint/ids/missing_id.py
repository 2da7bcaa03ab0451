"""An element of the flow without an id cannot be referred to, saved or shown."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("missing-id", "The {name} has no id; give it one.")
def missing_id(model: Model) -> Iterator[Hit]:
    for element in (*model.processes, *model.nodes):
        if not element.get("id"):
            yield hit(element)
