"""A gateway that says it only splits or only joins has to do just that."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule

GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway")


@rule("gateway-direction", "The {name} is marked {direction} but has {what}; correct its direction or its flows.")
def direction(model: Model) -> Iterator[Hit]:
    for gateway in model.of(*GATEWAYS):
        ins, outs = len(model.incoming(gateway)), len(model.outgoing(gateway))
        marked = gateway.get("gatewayDirection", "Unspecified")
        if marked == "Converging" and outs > 1:
            yield hit(gateway, direction=marked, what=f"{outs} outgoing flows")
        elif marked == "Diverging" and ins > 1:
            yield hit(gateway, direction=marked, what=f"{ins} incoming flows")
        elif marked == "Mixed" and min(ins, outs) < 2:
            yield hit(gateway, direction=marked, what=f"{ins} incoming and {outs} outgoing flows")
