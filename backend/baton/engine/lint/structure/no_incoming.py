"""Where a process has a start event, a node that nothing leads to can never run."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has, is_compensation, is_event_sub_process, is_link_catch
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local

BEGINNINGS = ("startEvent", "boundaryEvent")


@rule("no-incoming", "Nothing leads to the {name}, so it never runs; connect or remove it.")
def no_incoming(model: Model) -> Iterator[Hit]:
    for node in model.nodes:
        scope = node.getparent()
        free = local(node) in BEGINNINGS or is_event_sub_process(node) or is_compensation(node) or is_link_catch(node)
        if not free and scope is not None and has(scope, "startEvent") and not model.incoming(node):
            yield hit(node)
