"""Behind one event-based gateway a message is awaited either by events or by tasks, not by both."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local


@rule("event-gateway-mixed", "The {name} leads to a receive task and to a message event; use the same kind for both.")
def event_gateway_mixed(model: Model) -> Iterator[Hit]:
    for gateway in model.of("eventBasedGateway"):
        targets = [target for flow in model.outgoing(gateway) if (target := model.target(flow)) is not None]
        tasks = any(local(target) == "receiveTask" for target in targets)
        if tasks and any(has(target, "messageEventDefinition") for target in targets):
            yield hit(gateway)
