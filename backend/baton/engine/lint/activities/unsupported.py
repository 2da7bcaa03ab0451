"""Elements that the engine does not know."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import is_bpmn, local

INSIDE = {
    "complexGateway": "use exclusive, inclusive or parallel gateways",
    "adHocSubProcess": "use a sub-process with a loop or parallel branches",
    "choreographyTask": "model it as a task of one process",
    "subChoreography": "model it as a sub-process",
    "callChoreography": "model it as a call activity",
    "implicitThrowEvent": "use an intermediate throw event",
}
AROUND = {"choreography": "model it as processes that exchange messages"}


@rule("unsupported-element", "The {name} is not supported; {instead}.")
def unsupported(model: Model) -> Iterator[Hit]:
    for tag, instead in INSIDE.items():
        for element in model.of(tag):
            yield hit(element, instead=instead)
    for element in model.root:
        if is_bpmn(element) and local(element) in AROUND:
            yield hit(element, instead=AROUND[local(element)])
