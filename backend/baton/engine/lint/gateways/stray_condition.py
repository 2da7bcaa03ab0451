"""Parallel and event-based gateways take their flows whatever a condition says."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, condition_of
from baton.engine.lint.rule import Hit, hit, rule


@rule("stray-condition", "The {name} has a condition that its gateway never reads; remove it or use another gateway.")
def stray_condition(model: Model) -> Iterator[Hit]:
    for gateway in model.of("parallelGateway", "eventBasedGateway"):
        for flow in model.outgoing(gateway):
            if condition_of(flow):
                yield hit(flow)
