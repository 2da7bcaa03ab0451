"""Only gateways and activities decide where a path goes on; BPMN allows no condition behind an event."""

from collections.abc import Iterator

from baton.engine.lint.model import EVENTS, Model, condition_of
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local


@rule("event-condition", "The {name} has a condition but leaves an event; put an exclusive gateway behind the event.")
def event_condition(model: Model) -> Iterator[Hit]:
    for flow in model.flows:
        source = model.source(flow)
        if source is not None and local(source) in EVENTS and condition_of(flow):
            yield hit(flow)
