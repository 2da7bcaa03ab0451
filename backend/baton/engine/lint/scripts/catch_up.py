"""What becomes of missed occurrences can only be said where a cycle repeats; elsewhere it would be read by nobody."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BATON, BPMN, extension, local


@rule("catch-up", "The {name} says what becomes of missed occurrences, but has no cycle that repeats; remove the setting.")
def catch_up(model: Model) -> Iterator[Hit]:
    for node in model.nodes:
        if any(box.get("catchUp") for box in extension(node, "timer", BATON)) and not _repeats(node):
            yield hit(node)


def _repeats(event: etree._Element) -> bool:
    stays = {"boundaryEvent": "cancelActivity", "startEvent": "isInterrupting"}.get(local(event))
    again = stays is not None and (event.get(stays) == "false" or _begins_process(event))
    return again and event.find(f".//{{{BPMN}}}timeCycle") is not None


def _begins_process(event: etree._Element) -> bool:
    scope = event.getparent()
    return local(event) == "startEvent" and scope is not None and local(scope) == "process"
