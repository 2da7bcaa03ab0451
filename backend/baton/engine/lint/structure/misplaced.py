"""An element that BPMN does not allow where it stands is ignored by every engine."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.outline import FLOW_NODES
from baton.engine.xml import is_bpmn, local

FLOW_ELEMENTS = FLOW_NODES | {"sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference"}
HOMES = frozenset(("process", "subProcess", "transaction", "adHocSubProcess", "choreography", "subChoreography"))
INNER = frozenset(("property", "laneSet", "lane", "ioSpecification", "participant", "messageFlow", "incoming", "outgoing"))


@rule("misplaced", "The {name} stands directly in <{parent}>, where BPMN does not allow it; move it into a process or remove it.")
def misplaced(model: Model) -> Iterator[Hit]:
    for element in model.root:
        if is_bpmn(element) and local(element) in FLOW_ELEMENTS | INNER:
            yield hit(element, parent=local(model.root))
    for node in (*model.nodes, *model.flows):
        parent = node.getparent()
        if parent is not None and local(parent) not in HOMES:
            yield hit(node, parent=local(parent))
