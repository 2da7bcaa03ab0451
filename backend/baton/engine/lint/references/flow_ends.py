"""A sequence flow connects two elements of one process or sub-process."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.lint.model import Model, is_compensation, is_event_sub_process
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.outline import FLOW_NODES
from baton.engine.xml import local


@rule("flow-ends", "The {name} {why}; connect it to an element of the same process or sub-process, or remove it.")
def flow_ends(model: Model) -> Iterator[Hit]:
    for flow in model.flows:
        for word, end in (("begins", model.source(flow)), ("ends", model.target(flow))):
            why = _wrong(flow, word, end)
            if why:
                yield hit(flow, why=why)
                break


def _wrong(flow: etree._Element, word: str, end: etree._Element | None) -> str | None:
    if end is None:
        return f"{word} nowhere"
    if local(end) not in FLOW_NODES:
        return f"{word} at a {local(end)}, which no flow can touch"
    if end.getparent() is not flow.getparent():
        return f"{word} in another process or sub-process"
    if is_event_sub_process(end):
        return f"{word} at an event sub-process, which only an event can start"
    if is_compensation(end):
        return f"{word} at a compensation activity, which no flow can touch"
    return None
