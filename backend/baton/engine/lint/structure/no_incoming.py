"""Where a process has a start event, a node that nothing leads to can never run."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, is_compensation, is_event_sub_process, is_link_catch
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local

BEGINNINGS = ("startEvent", "boundaryEvent")


@rule("no-incoming", "Nothing leads to the {name}, so it never runs; connect or remove it.")
def no_incoming(model: Model) -> Iterator[Hit]:
    started = {event.getparent() for event in model.of("startEvent")}
    for node in model.nodes:
        free = local(node) in BEGINNINGS or is_event_sub_process(node) or is_compensation(node) or is_link_catch(node)
        if not free and node.getparent() in started and not model.incoming(node):
            yield hit(node)
