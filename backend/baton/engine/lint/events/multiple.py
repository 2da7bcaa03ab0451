"""One event waits for one thing or throws one thing; with several of them nobody would know what it waits for."""

from collections.abc import Iterator

from baton.engine.lint.model import EVENTS, Model, definitions
from baton.engine.lint.rule import Hit, hit, rule


@rule("event-multiple", "The {name} has several event definitions, which is not supported; use one event for each.")
def multiple(model: Model) -> Iterator[Hit]:
    for event in model.of(*EVENTS):
        if len(definitions(event)) > 1:
            yield hit(event)
