"""A boundary or catching event that waits for nothing."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, definitions, has
from baton.engine.lint.rule import Hit, hit, rule


@rule("event-without-kind", "The {name} waits for nothing; choose what it waits for, or remove it.")
def without_kind(model: Model) -> Iterator[Hit]:
    for event in model.of("boundaryEvent", "intermediateCatchEvent"):
        if not definitions(event) and not has(event, "eventDefinitionRef"):
            yield hit(event)
