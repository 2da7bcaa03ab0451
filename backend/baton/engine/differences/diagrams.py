"""What differs between two diagrams: elements added, removed, changed, and those that only moved."""

from lxml import etree

from baton.domain.changes import Change, ChangeKind, Comparison
from baton.engine.differences.facets import facets, is_own
from baton.engine.differences.naming import difference, kind, named, subject
from baton.engine.xml import BPMN, BPMN_DI, local

_ORDER = {ChangeKind.ADDED: 0, ChangeKind.CHANGED: 1, ChangeKind.REMOVED: 2, ChangeKind.MOVED: 3}
_CONNECTIONS = {"sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation"}


class _Side:
    """One state of a diagram."""

    def __init__(self, root: etree._Element) -> None:
        self.elements = {one.get("id", ""): one for one in root.iter(f"{{{BPMN}}}*") if is_own(one) and one is not root}
        self.names = {id: named(one) or kind(one) for id, one in self.elements.items()}
        self.lanes = {
            reference.text.strip(): self.names.get(lane.get("id", ""), "")
            for lane in root.iter(f"{{{BPMN}}}lane")
            for reference in lane.iterchildren(f"{{{BPMN}}}flowNodeRef")
            if reference.text
        }
        self.places = {
            shape.get("bpmnElement", ""): tuple(
                (local(part), *sorted(part.attrib.items())) for part in shape if local(part) in ("Bounds", "waypoint")
            )
            for shape in root.iter(f"{{{BPMN_DI}}}BPMNShape", f"{{{BPMN_DI}}}BPMNEdge")
        }

    def inside(self, id: str) -> str:
        """What the element stands in: a sub-process or a process."""
        parent = self.elements[id].getparent()
        while parent is not None and not (is_own(parent) and local(parent) not in ("lane", "laneSet")):
            parent = parent.getparent()
        return "" if parent is None else self.names.get(parent.get("id", ""), "")


def compare_diagrams(before: etree._Element, after: etree._Element) -> Comparison:
    """The changes, new things first, what only moved last."""
    old, new = _Side(before), _Side(after)
    found = [
        Change(ChangeKind.ADDED, subject(one, new.names), _first_words(one), id)
        for id, one in new.elements.items()
        if id not in old.elements
    ]
    found += [
        Change(ChangeKind.REMOVED, subject(one, old.names), (), id) for id, one in old.elements.items() if id not in new.elements
    ]
    both = [id for id in new.elements if id in old.elements]
    changed = {id: details for id in both if (details := _details(old, new, id))}
    found += [Change(ChangeKind.CHANGED, subject(new.elements[id], new.names), details, id) for id, details in changed.items()]
    found += _moved(old, new, [id for id in both if id not in changed])
    return Comparison(tuple(sorted(found, key=lambda change: _ORDER[change.kind])))


def _details(old: _Side, new: _Side, id: str) -> tuple[str, ...]:
    """Every difference of an element that both sides have."""
    one, other = old.elements[id], new.elements[id]
    found = []
    if named(one) != named(other):
        found.append(difference("Name", named(one) or None, named(other) or None))
    if local(one) != local(other):
        found.append(difference("Kind", kind(one), kind(other)))
    for what, before, after in (
        ("Lane", old.lanes.get(id), new.lanes.get(id)), ("Inside", old.inside(id) or None, new.inside(id) or None),
    ):  # fmt: skip
        if before != after:
            found.append(difference(what, before, after))
    said, says = facets(one, old.names), facets(other, new.names)
    # A reference keeps saying the same when only the name of its target changed.
    same = facets(one, {}), facets(other, {})
    found += [
        difference(name[:1].upper() + name[1:], said.get(name), says.get(name))
        for name in dict.fromkeys((*said, *says))
        if same[0].get(name) != same[1].get(name)
    ]
    return tuple(found)


def _first_words(element: etree._Element) -> tuple[str, ...]:
    documentation = element.find(f"{{{BPMN}}}documentation")
    return (difference("Documentation", None, documentation.text),) if documentation is not None and documentation.text else ()


def _moved(old: _Side, new: _Side, ids: list[str]) -> list[Change]:
    """Elements whose place changed; connections only where neither of their ends moved, for they follow them."""
    moved = [id for id in ids if id in old.places and id in new.places and old.places[id] != new.places[id]]
    away = {id for id in moved if local(new.elements[id]) not in _CONNECTIONS}
    new_or_gone = set(old.elements) ^ set(new.elements)
    shown = [
        id for id in moved
        if id in away or not {new.elements[id].get("sourceRef"), new.elements[id].get("targetRef")} & (away | new_or_gone)
    ]  # fmt: skip
    return [Change(ChangeKind.MOVED, subject(new.elements[id], new.names), (), id) for id in shown]
