"""SpiffWorkflow refuses activities that several sequence flows leave, and never reads the condition of a flow that leaves an
activity. BPMN gives such an activity an invisible gateway: parallel when no flow has a condition, else inclusive, where flows
without a condition are always taken. Here that gateway is written into the model."""

from lxml import etree

from baton.engine.outline import FLOW_NODES
from baton.engine.xml import BPMN, local

CONDITION = f"{{{BPMN}}}conditionExpression"
SPLIT = ":split"
"""Ends the id of a gateway that no designer drew; a colon cannot stand in the id of an element."""


def insert(root: etree._Element) -> None:
    """Put a gateway behind every activity and event whose outgoing flows need one."""
    leaving: dict[str, list[etree._Element]] = {}
    for flow in root.iter(f"{{{BPMN}}}sequenceFlow"):
        leaving.setdefault(flow.get("sourceRef", ""), []).append(flow)
    nodes = [node for node in root.iter(f"{{{BPMN}}}*") if local(node) in FLOW_NODES]
    for node in nodes:
        flows = leaving.get(node.get("id", ""), [])
        conditional = any(flow.find(CONDITION) is not None for flow in flows)
        if not local(node).endswith(("Gateway", "startEvent")) and (len(flows) > 1 or conditional):
            _insert_behind(node, flows, conditional)


def _insert_behind(node: etree._Element, flows: list[etree._Element], conditional: bool) -> None:
    scope, name = node.getparent(), f"{node.get('id')}{SPLIT}"
    if scope is None:
        return
    gateway = etree.SubElement(scope, f"{{{BPMN}}}{'inclusive' if conditional else 'parallel'}Gateway", id=name)
    default = node.attrib.pop("default", None)
    if default is not None and conditional:
        gateway.set("default", default)
    for flow in flows:
        flow.set("sourceRef", name)
        if conditional and flow.get("id") != default and flow.find(CONDITION) is None:
            etree.SubElement(flow, CONDITION).text = "True"
    ends = {"sourceRef": node.get("id", ""), "targetRef": name}
    etree.SubElement(scope, f"{{{BPMN}}}sequenceFlow", id=f"{name}:flow", **ends)
