"""A join that waits for all flows of a choice waits for ever."""

from collections.abc import Iterator

from lxml import etree

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local

SENTENCE = "The {name} waits for several flows of one choice and can never go on; join them with an exclusive gateway."


@rule("parallel-after-exclusive", SENTENCE, WARNING)
def parallel_after_exclusive(model: Model) -> Iterator[Hit]:
    for gateway in model.of("parallelGateway"):
        flows = model.incoming(gateway)
        choices = [_choice(flow, model) for flow in flows]
        if len(flows) > 1 and choices[0] is not None and all(choice is choices[0] for choice in choices):
            yield hit(gateway)


def _choice(flow: etree._Element, model: Model) -> etree._Element | None:
    """The exclusive gateway that a plain chain of elements leads back to."""
    seen = set()
    node = model.source(flow)
    while node is not None and node not in seen:
        seen.add(node)
        if local(node) == "exclusiveGateway" and len(model.outgoing(node)) > 1:
            return node
        before = model.incoming(node)
        if len(before) != 1 or len(model.outgoing(node)) != 1:
            return None
        node = model.source(before[0])
    return None
