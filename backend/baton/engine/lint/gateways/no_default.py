"""Where no condition holds and there is no default flow, the instance stops with an incident."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import ACTIVITIES, Model, condition_of
from baton.engine.lint.rule import Hit, hit, rule


@rule(
    "no-default", "The {name} has no default flow and stops with an incident when no condition holds; choose a default.", WARNING
)
def no_default(model: Model) -> Iterator[Hit]:
    for gateway in model.of("exclusiveGateway", "inclusiveGateway", *ACTIVITIES):
        flows = model.outgoing(gateway)
        if flows and not gateway.get("default") and all(condition_of(flow) for flow in flows):
            yield hit(gateway)
