"""Everything that is said about one element of a diagram, as names with values that can be compared."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.differences.naming import words
from baton.engine.xml import BATON, is_bpmn, local, text_of

# Derived from others, or compared as elements of their own.
_LEFT_OUT = {"incoming", "outgoing", "flowNodeRef", "laneSet", "lane"}
_REFERENCES = {
    "sourceRef", "targetRef", "attachedToRef", "messageRef", "signalRef", "errorRef", "escalationRef", "default", "processRef",
    "calledElement", "dataObjectRef", "categoryValueRef",
}  # fmt: skip


def facets(element: etree._Element, names: dict[str, str]) -> dict[str, str]:
    """What the element says, by what it is about; ``names`` turn references into what people see."""
    found = dict(_attributes(element, names))
    for child in element:
        if is_bpmn(child) and local(child) not in _LEFT_OUT and not is_own(child):
            found.update(_numbered(found, _said(child, names)))
    return found


def is_own(element: etree._Element) -> bool:
    """Whether the element is compared by itself: it has an id and people see it as a thing of its own."""
    return is_bpmn(element) and element.get("id") is not None and local(element) not in _PARTS and not _is_definition(element)


_PARTS = {
    "conditionExpression", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "loopCardinality", "completionCondition",
    "ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet", "dataInputAssociation", "dataOutputAssociation", "timeDuration",
    "timeDate", "timeCycle", "condition", "laneSet", "extensionElements", "documentation", "inputDataItem", "outputDataItem", "property",
    "correlationPropertyRetrievalExpression", "loopCondition", "messagePath", "script", "definitions", "assignment",
}  # fmt: skip


def _is_definition(element: etree._Element) -> bool:
    return local(element).endswith("EventDefinition") and local(element.getparent()) != "definitions"


def _attributes(element: etree._Element, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in sorted(element.attrib.items()):
        plain = etree.QName(name).localname
        if plain not in ("id", "name", "schemaLocation"):
            yield words(plain), names.get(value, value) if plain in _REFERENCES else value


def _said(child: etree._Element, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The parts of an element that have no drawing of their own: conditions, documentation, timers, extensions."""
    if local(child) == "extensionElements":
        for extension in child:
            yield from _extension(extension)
        return
    if _is_definition(child) or local(child).endswith("LoopCharacteristics"):
        yield words(local(child)).removesuffix(" event definition"), "yes"
        yield from _attributes(child, names)
        for part in child:
            yield from _said(part, names)
        return
    text = text_of(child)
    if text:
        yield words(local(child)), text
    elif len(child):
        for part in child:
            yield from _said(part, names)


def _extension(extension: etree._Element) -> Iterator[tuple[str, str]]:
    tag = local(extension)
    if tag == "properties":
        for one in extension:
            yield words(one.get("name", "")), one.get("value", "")
    elif tag == "outcome":
        yield (
            f"outcome “{extension.get('value', '')}”",
            ", ".join(f"{words(name)} {value}" for name, value in sorted(extension.attrib.items()) if name != "value") or "plain",
        )
    elif tag == "task" and etree.QName(extension).namespace == BATON:
        yield from ((words(name), value) for name, value in sorted(extension.attrib.items()))
    else:
        yield from _tree(extension, words(tag))


def _tree(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    """Any extension: its text, its attributes and what is inside, under the names that lead there."""
    said = element.get("id") or element.get("name")
    for name, value in sorted(element.attrib.items()):
        plain = etree.QName(name).localname
        if plain in ("id", "name") and said == value and len(element.attrib) > 1:
            continue
        yield f"{path} {words(plain)}", value
    if not len(element) and text_of(element):
        yield path, text_of(element)
    for child in element:
        key = child.get("id") or child.get("name")
        yield from _tree(child, f"{path} {words(local(child))}" + (f" “{key}”" if key else ""))


def _numbered(found: dict[str, str], said: Iterator[tuple[str, str]]) -> dict[str, str]:
    """A second value about the same thing gets a number, so that none hides another."""
    more: dict[str, str] = {}
    for name, value in said:
        number = 1
        while (key := name if number == 1 else f"{name} {number}") in found or key in more:
            number += 1
        more[key] = value
    return more
