"""Where a process has end events, every path has to come to one."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has, is_compensation, is_event_sub_process
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local


@rule("no-outgoing", "The path ends at the {name} without an end event; lead it on or add an end event.")
def no_outgoing(model: Model) -> Iterator[Hit]:
    ended = {event.getparent() for event in model.of("endEvent")}
    for node in model.nodes:
        free = (
            local(node) == "endEvent" or is_event_sub_process(node) or is_compensation(node) or has(node, "linkEventDefinition")
        )
        if not free and node.getparent() in ended and not model.outgoing(node):
            yield hit(node)
