"""A deadline that nobody hears: the timer fires, and its path ends at once."""

from collections.abc import Iterator

from lxml import etree

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model, definitions
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, local

SENTENCE = "The {name} fires and nothing follows, so nobody hears of the deadline; add a task, a message or an escalation."


@rule("silent-reminder", SENTENCE, WARNING)
def silent_reminder(model: Model) -> Iterator[Hit]:
    for event in model.of("boundaryEvent"):
        if event.find(f"{{{BPMN}}}timerEventDefinition") is None or event.get("cancelActivity") != "false":
            continue
        if all(_ends(model.target(flow), model) for flow in model.outgoing(event)):
            yield hit(event)


def _ends(node: etree._Element | None, model: Model) -> bool:
    """Whether the path is over here without anything that could be heard."""
    while node is not None and local(node).endswith("Gateway") and len(model.outgoing(node)) == 1:
        node = model.target(model.outgoing(node)[0])
    return node is None or (local(node) == "endEvent" and not definitions(node))
