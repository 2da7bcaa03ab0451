"""One event throws one thing, and watches at most one timer."""

from collections.abc import Iterator

from baton.engine.lint.model import CATCHING, EVENTS, Model, definitions
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local


@rule("event-multiple", "The {name} has several event definitions, which is not supported there; use one event for each.")
def multiple(model: Model) -> Iterator[Hit]:
    for event in model.of(*EVENTS):
        found = [local(definition) for definition in definitions(event)]
        if len(found) > 1 and (local(event) not in CATCHING or found.count("timerEventDefinition") > 1):
            yield hit(event)
