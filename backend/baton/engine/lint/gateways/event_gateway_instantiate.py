"""Event-based gateways that begin a process are not supported; start events do the same."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("event-gateway-instantiate", "The {name} is to begin the process, which is not supported; use several start events.")
def event_gateway_instantiate(model: Model) -> Iterator[Hit]:
    for gateway in model.of("eventBasedGateway"):
        if gateway.get("instantiate") == "true" or gateway.get("eventGatewayType") == "Parallel":
            yield hit(gateway)
