"""SpiffWorkflow tells the flows into a gateway apart by the elements they come from, so that of two flows between the same two
gateways the second one is taken for the first one come again. Here the second has a step of its own on its way."""

from lxml import etree

from baton.engine.xml import BPMN, local

JOINS = ("parallelGateway", "inclusiveGateway")
WAY = ":way"


def part(root: etree._Element) -> None:
    """Put a gateway that decides nothing into every further flow between an element and the same joining gateway."""
    joins = {node.get("id", ""): node for node in root.iter(f"{{{BPMN}}}*") if local(node) in JOINS}
    known: set[tuple[str, str]] = set()
    for flow in list(root.iter(f"{{{BPMN}}}sequenceFlow")):
        ends = (flow.get("sourceRef", ""), flow.get("targetRef", ""))
        if ends in known and ends[1] in joins:
            _lead_around(flow, ends[1])
        known.add(ends)


def _lead_around(flow: etree._Element, target: str) -> None:
    name = f"{flow.get('id')}{WAY}"
    flow.set("targetRef", name)
    flow.addnext(etree.Element(f"{{{BPMN}}}sequenceFlow", id=f"{name}:flow", sourceRef=name, targetRef=target))
    flow.addnext(etree.Element(f"{{{BPMN}}}exclusiveGateway", id=name))
