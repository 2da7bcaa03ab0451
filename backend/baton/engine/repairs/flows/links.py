"""SpiffWorkflow reads link events as events of no kind: the path ends at the throwing one, and everything behind the catching
one is dropped. A link is a sequence flow that is drawn in two pieces, so here it becomes one."""

from lxml import etree

from baton.engine.xml import BPMN, children

LINK = f"{{{BPMN}}}linkEventDefinition"


def connect(root: etree._Element) -> None:
    """Draw a sequence flow from each throwing link event to the catching one of the same name in its scope."""
    for throw in list(root.iter(f"{{{BPMN}}}intermediateThrowEvent")):
        scope, name = throw.getparent(), _link(throw)
        if scope is None or name is None:
            continue
        for catch in children(scope, "intermediateCatchEvent"):
            if _link(catch) == name:
                ends = {"sourceRef": throw.get("id", ""), "targetRef": catch.get("id", "")}
                etree.SubElement(scope, f"{{{BPMN}}}sequenceFlow", id=f"{throw.get('id')}:link", **ends)
    for definition in list(root.iter(LINK)):
        event = definition.getparent()
        if event is not None:
            event.remove(definition)


def _link(event: etree._Element) -> str | None:
    definition = event.find(LINK)
    return None if definition is None else definition.get("name")
