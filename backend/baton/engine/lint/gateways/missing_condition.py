"""Where a gateway decides, every flow but the default one needs a condition."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, condition_of
from baton.engine.lint.rule import Hit, hit, rule


@rule("missing-condition", "The {name} leaves a deciding gateway without a condition; write one or make it the default flow.")
def missing_condition(model: Model) -> Iterator[Hit]:
    for gateway in model.of("exclusiveGateway", "inclusiveGateway"):
        flows = model.outgoing(gateway)
        for flow in flows:
            if len(flows) > 1 and not condition_of(flow) and flow.get("id") != gateway.get("default"):
                yield hit(flow)
