"""After an event-based gateway stand only events and receive tasks that nothing else leads to."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, definitions
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local

KINDS = frozenset(f"{kind}EventDefinition" for kind in ("message", "signal", "timer", "conditional"))


@rule("event-gateway-flows", "The {name} {why}; lead it to two or more waiting events that nothing else leads to.")
def event_gateway_flows(model: Model) -> Iterator[Hit]:
    for gateway in model.of("eventBasedGateway"):
        flows = model.outgoing(gateway)
        targets = [target for flow in flows if (target := model.target(flow)) is not None]
        if len(flows) < 2:
            yield hit(gateway, why="has fewer than two outgoing flows")
        elif any(local(target) not in ("intermediateCatchEvent", "receiveTask") for target in targets):
            yield hit(gateway, why="leads to an element that waits for no event")
        elif any(local(found) not in KINDS for target in targets for found in definitions(target)):
            yield hit(gateway, why="leads to an event that it cannot wait for")
        elif any(len(model.incoming(target)) > 1 for target in targets):
            yield hit(gateway, why="leads to an event that other flows lead to as well")
        elif any(local(target) == "receiveTask" and model.attached(target) for target in targets):
            yield hit(gateway, why="leads to a receive task with a boundary event")
