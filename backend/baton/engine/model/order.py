"""In which order the elements of a scope are read, and tokens are merged: SpiffWorkflow reads an element inside of its predecessor,
which breaks on paths of some hundred elements, and takes flows in whichever order it came upon them."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from baton.engine.outline import FLOW_NODES
from baton.engine.xml import children, is_bpmn, local


def last_first(scope: etree._Element, beginnings: list[etree._Element]) -> Iterator[etree._Element]:
    """Every element that ``beginnings`` lead to, after those that it leads to itself."""
    nodes = {node.get("id", ""): node for node in scope if is_bpmn(node) and local(node) in FLOW_NODES}
    leads: dict[str, list[str]] = {}
    for flow in children(scope, "sequenceFlow"):
        leads.setdefault(flow.get("sourceRef", ""), []).append(flow.get("targetRef", ""))
    for event in children(scope, "boundaryEvent"):
        leads.setdefault(event.get("attachedToRef", ""), []).append(event.get("id", ""))
    seen: set[str] = set()
    stack = [(node.get("id", ""), False) for node in reversed(beginnings)]
    while stack:
        name, left = stack.pop()
        if left and name in nodes:
            yield nodes[name]
        elif name not in seen:
            seen.add(name)
            stack.append((name, True))
            stack.extend((after, False) for after in leads.get(name, ()))


def sort_inputs(scope: etree._Element, spec: Any) -> None:
    """Put the incoming flows of every element into the order of the model."""
    flows = children(scope, "sequenceFlow")
    order = {(flow.get("sourceRef", ""), flow.get("targetRef", "")): number for number, flow in enumerate(flows)}
    for task_spec in spec.task_specs.values():
        task_spec._inputs.sort(key=lambda name, target=task_spec.bpmn_id: order.get((name, target), -1))
