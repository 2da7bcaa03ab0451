"""Behind an event-based gateway the engine can watch one timer, and neither conditions nor cycles."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, definitions
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, local


@rule("event-gateway-timers", "The {name} waits for {what}, which is not supported; keep one timer with a date or duration.")
def event_gateway_timers(model: Model) -> Iterator[Hit]:
    for gateway in model.of("eventBasedGateway"):
        targets = [target for flow in model.outgoing(gateway) if (target := model.target(flow)) is not None]
        found = [definition for target in targets for definition in definitions(target)]
        timers = [definition for definition in found if local(definition) == "timerEventDefinition"]
        if len(timers) > 1:
            yield hit(gateway, what=f"{len(timers)} timers")
        if any(timer.find(f"{{{BPMN}}}timeCycle") is not None for timer in timers):
            yield hit(gateway, what="a cycle timer")
        if any(local(definition) == "conditionalEventDefinition" for definition in found):
            yield hit(gateway, what="a condition")
