"""Which kinds of events can stand where; anything else is forbidden by BPMN or would pass without doing anything."""

from collections.abc import Iterator

from baton.engine.lint.model import EVENTS, Model, definitions, is_event_sub_process
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local

PLACES = {
    "startEvent": frozenset(("message", "signal", "timer")),
    "intermediateCatchEvent": frozenset(("message", "signal", "timer", "conditional")),
    "intermediateThrowEvent": frozenset(("message", "signal", "escalation")),
    "endEvent": frozenset(("message", "signal", "error", "escalation", "terminate", "cancel")),
    "boundaryEvent": frozenset(("message", "signal", "timer", "conditional", "error", "escalation", "cancel")),
}
# These have rules of their own, each with a better sentence.
ELSEWHERE = frozenset(("link", "compensate"))
# The starts of event sub-processes can wait for more: something happens to the process around them.
INSIDE = frozenset(("error", "escalation", "conditional"))


@rule("event-kind", "The {name} is of kind {kind}, which is not supported there; use another kind of event.")
def kind(model: Model) -> Iterator[Hit]:
    for event in model.of(*EVENTS):
        for definition in definitions(event):
            found = local(definition).removesuffix("EventDefinition")
            scope = event.getparent()
            inside = local(event) == "startEvent" and found in INSIDE and scope is not None and is_event_sub_process(scope)
            if found not in PLACES[local(event)] | ELSEWHERE and not inside:
                yield hit(event, kind=found)
