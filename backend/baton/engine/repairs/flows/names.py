"""SpiffWorkflow takes a sequence flow without an id for the default flow of any gateway that names none, and so never reads its
condition. Here every flow has an id."""

from lxml import etree

from baton.engine.xml import BPMN


def give(root: etree._Element) -> None:
    """Name the sequence flows that have no id; a colon cannot stand in the id of an element."""
    for number, flow in enumerate(root.iter(f"{{{BPMN}}}sequenceFlow")):
        if not flow.get("id"):
            flow.set("id", f"flow:{number}")
