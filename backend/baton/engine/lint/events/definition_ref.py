"""Event definitions that are shared by reference are not read by the engine."""

from collections.abc import Iterator

from baton.engine.lint.model import EVENTS, Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule(
    "event-definition-ref",
    "The {name} shares its event definition by reference, which is not supported; write it into the event.",
)
def definition_ref(model: Model) -> Iterator[Hit]:
    for event in model.of(*EVENTS):
        if has(event, "eventDefinitionRef"):
            yield hit(event)
