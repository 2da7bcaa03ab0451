"""What the files of a definition say of each element, in a form in which two versions can be compared."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from baton.engine.model.extensions import Place
from baton.engine.outline import FLOW_NODES, SCOPES, form_of, prop
from baton.engine.xml import BATON, BPMN, children, extension, is_bpmn, local, parse_bpmn

_LEFT_OUT = frozenset(("incoming", "outgoing", "sequenceFlow", "laneSet"))
_INSIDE = FLOW_NODES | {"textAnnotation", "association", "group"}
_DECIDES = "businessRuleTask"


@dataclass(frozen=True)
class Shape:
    """``whole``: everything that an element is and leads to; ``event``: what it waits for, its label left out; ``flows``: the
    ids of the flows that leave it."""

    whole: Any
    event: Any
    flows: tuple[str, ...] = ()


@dataclass
class _File:
    """One BPMN file while it is read."""

    files: Mapping[str, bytes]
    root: etree._Element
    shared: dict[str, etree._Element] = field(default_factory=dict)
    flows: dict[str, list[etree._Element]] = field(default_factory=dict)


def shapes(files: Mapping[str, bytes]) -> dict[Place, Shape]:
    """Every element of every process of the files, in its place."""
    found: dict[Place, Shape] = {}
    for name, content in files.items():
        if name.endswith((".bpmn", ".xml")):
            found.update(_shapes(_File(files, parse_bpmn(content, name))))
    return found


def _shapes(file: _File) -> Iterator[tuple[Place, Shape]]:
    file.shared = {child.get("id", ""): child for child in file.root if local(child) not in ("process", "BPMNDiagram")}
    for flow in file.root.iter(f"{{{BPMN}}}sequenceFlow"):
        file.flows.setdefault(flow.get("sourceRef", ""), []).append(flow)
    lanes = {
        (ref.text or "").strip(): lane.get("name") or lane.get("id")
        for lane in file.root.iter(f"{{{BPMN}}}lane") for ref in children(lane, "flowNodeRef")
    }  # fmt: skip
    for process in children(file.root, "process"):
        settings = [(box.get("timeZone"), box.get("calendar")) for box in extension(process, "process", BATON)]
        for node in process.iterdescendants():
            parent = node.getparent()
            if is_bpmn(node) and local(node) in FLOW_NODES and parent is not None:
                whole = (settings, lanes.get(node.get("id", "")), *_whole(file, node))
                yield (parent.get("id", ""), node.get("id", "")), Shape(whole, (settings, _event(file, node)), _flows(file, node))


def _flows(file: _File, node: etree._Element) -> tuple[str, ...]:
    return tuple(flow.get("id", "") for flow in file.flows.get(node.get("id", ""), ()))


def _whole(file: _File, node: etree._Element) -> tuple[Any, ...]:
    default = node.get("default")
    leads = sorted(
        (
            flow.get("targetRef", ""),
            flow.get("id") == default,
            [_tree(child, ids=False) for child in flow if local(child) != "extensionElements"],
        )
        for flow in file.flows.get(node.get("id", ""), ())
    )
    return (_tree(node, shallow=local(node) in SCOPES), leads, _event(file, node), _beside(file, node))


def _beside(file: _File, node: etree._Element) -> list[str]:
    """Forms and decisions that stand in files of their own."""
    names = [form_of(node), prop(node, "formUiSchemaFilename")]
    if local(node) == _DECIDES:
        names += sorted(name for name in file.files if name.endswith(".dmn"))
    return [hashlib.sha256(file.files.get(name, b"")).hexdigest() for name in names if name]


def _event(file: _File, node: etree._Element) -> tuple[Any, ...]:
    """What the node waits for or throws, with the messages, signals and errors that it names."""
    parts = [child for child in node if is_bpmn(child) and local(child).endswith("EventDefinition")]
    catch_up = [_tree(timer) for timer in node.iterfind(f".//{{{BATON}}}timer")]
    named = [ref for part in (node, *parts) for name, ref in sorted(part.attrib.items()) if name.endswith("Ref")]
    about = [_tree(file.shared[ref]) for ref in named if ref in file.shared]
    if any(local(file.shared[ref]) == "message" for ref in named if ref in file.shared):
        about += [_tree(one) for one in file.shared.values() if local(one) in ("correlationProperty", "collaboration")]
    marks = [node.get(name) for name in ("cancelActivity", "isInterrupting")]
    return (local(node), marks, [_tree(part, ids=False) for part in parts], catch_up, about)


def _tree(element: etree._Element, shallow: bool = False, ids: bool = True) -> Any:
    """The element as plain values; ``shallow`` leaves out what runs inside of it, ``ids`` the ids."""
    inside = [
        _tree(child, ids=ids)
        for child in element
        if local(child) not in _LEFT_OUT and not (shallow and is_bpmn(child) and local(child) in _INSIDE)
    ]
    attributes = sorted((name, value) for name, value in element.attrib.items() if ids or name != "id")
    return (element.tag, attributes, (element.text or "").strip(), inside)
