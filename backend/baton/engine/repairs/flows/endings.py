"""SpiffWorkflow refuses a sub-process without an end event. BPMN lets it end where its paths stop; here it gets an end event
that nothing leads to, and its open paths end as those of a process do."""

from lxml import etree

from baton.engine.xml import BPMN, children


def add(root: etree._Element) -> None:
    """Give every sub-process an end event."""
    for tag in ("subProcess", "transaction"):
        for scope in list(root.iter(f"{{{BPMN}}}{tag}")):
            if next(children(scope, "endEvent"), None) is None:
                etree.SubElement(scope, f"{{{BPMN}}}endEvent", id=f"{scope.get('id')}:end")
