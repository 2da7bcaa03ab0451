"""Which elements show which form, and telling one to show another."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from lxml import etree

from baton.domain.errors import InvalidInput, NotFound
from baton.engine.outline import form_of
from baton.engine.rewriting.spans import Written
from baton.engine.xml import BPMN, SPIFF, BadXml, children, local, parse_bpmn

DRAWINGS = (".bpmn", ".bpmn20.xml", ".bpmn2", ".xml")
PROPERTY = "formJsonSchemaFilename"
_SHOWING = ("userTask", "manualTask", "startEvent")


def link(files: Mapping[str, bytes], element_id: str, form: str) -> dict[str, bytes]:
    """The one file that changes. Raises ``NotFound``."""
    name, _ = _element(files, element_id)
    try:
        written = Written(files[name], name)
    except (BadXml, ValueError):
        raise InvalidInput(f"{name} cannot be changed from here; choose the form in the properties of the task.") from None
    element = next(node for node in written.root.iter(f"{{{BPMN}}}*") if node.get("id") == element_id)
    _tell(written, element, form)
    return {name: written.done()}


def rename(files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    changed = {}
    for name in {file for file, _ in shown_in(files, old)}:
        try:
            written = Written(files[name], name)
        except (BadXml, ValueError):
            continue
        for entry in written.root.iter(f"{{{SPIFF}}}property"):
            if entry.get("name") == PROPERTY and entry.get("value") == old:
                written.put_attribute(entry, "value", new)
        changed[name] = written.done()
    return changed


def shown_in(files: Mapping[str, bytes], form: str) -> Iterator[tuple[str, etree._Element]]:
    """The elements that show a form, each with its file."""
    for name, element in _elements(files):
        if form_of(element) == form:
            yield name, element


def name_of(files: Mapping[str, bytes], element_id: str) -> str:
    """What the element is called."""
    _, element = _element(files, element_id)
    return " ".join((element.get("name") or "").split())


def form_of_element(files: Mapping[str, bytes], element_id: str) -> str:
    """The form that it shows, if any."""
    return form_of(_element(files, element_id)[1]) or ""


def _element(files: Mapping[str, bytes], element_id: str) -> tuple[str, etree._Element]:
    found = next(((name, one) for name, one in _elements(files) if one.get("id") == element_id), None)
    if found is None:
        raise NotFound(f"The draft has no user task or start event “{element_id[:80]}”; save the diagram first.")
    return found


def _elements(files: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    for name in sorted(files):
        if not name.lower().endswith(DRAWINGS):
            continue
        try:
            root = parse_bpmn(files[name], name)
        except BadXml:
            continue
        yield from ((name, node) for node in root.iter(f"{{{BPMN}}}*") if local(node) in _SHOWING)


def _tell(written: Written, element: etree._Element, form: str) -> None:
    """As little markup as there has to be."""
    prefix = next((key for key, uri in element.nsmap.items() if uri == SPIFF and key), None)
    word, declared = (prefix, "") if prefix else ("spiffworkflow", f' xmlns:spiffworkflow="{SPIFF}"')
    entry = f"<{word}:property{{}} name={quoteattr(PROPERTY)} value={quoteattr(form)}/>"
    box = next(children(element, "extensionElements"), None)
    properties = next(children(box, "properties", SPIFF), None) if box is not None else None
    if properties is not None:
        known = next((one for one in children(properties, "property", SPIFF) if one.get("name") == PROPERTY), None)
        if known is not None and known.get("value") is not None:
            written.put_attribute(known, "value", form)
        else:
            written.insert_first(properties, entry.format(declared))
        return
    inner = f"<{word}:properties{declared}>{entry.format('')}</{word}:properties>"
    if box is not None:
        written.insert_first(box, inner)
        return
    own = f"{element.prefix}:" if element.prefix else ""
    said = next(reversed(list(children(element, "documentation"))), None)
    written.insert_first(element, f"<{own}extensionElements>{inner}</{own}extensionElements>", said)
