"""Compares two contents of a file by what kind of file it is."""

from collections.abc import Callable

from lxml import etree

from baton.domain.changes import Change, ChangeKind, Comparison, language_of
from baton.domain.errors import InvalidInput
from baton.engine.differences.diagrams import compare_diagrams
from baton.engine.differences.tables import compare_decisions
from baton.engine.xml import BPMN, BPMN_DI, BadXml, is_bpmn, local, parse_bpmn, parse_xml

_SEEN = {"http://www.omg.org/spec/DD/20100524/DI", "http://www.omg.org/spec/DD/20100524/DC", BPMN_DI, BPMN}
_SECRET = {"extensionElements", "script", "conditionExpression", "ioSpecification", "property"}
# Whatever else holds text says how the process is computed.
_TOLD = {"documentation", "text", "incoming", "outgoing"}
_COLOURS = {"http://www.omg.org/spec/BPMN/non-normative/color/1.0", "http://bpmn.io/schema/bpmn/biocolor/1.0"}


class ModelComparison:
    """Diagrams and decisions here, forms by whoever knows them."""

    def __init__(self, compare_forms: Callable[[bytes, bytes], Comparison]) -> None:
        self._forms = compare_forms

    def compare(self, file: str, before: bytes, after: bytes) -> Comparison:
        """The changes from one content of the file to another."""
        try:
            language = language_of(file)
            if language == "bpmn":
                return compare_diagrams(parse_bpmn(before, file), parse_bpmn(after, file))
            if language == "dmn":
                return compare_decisions(parse_xml(before, file), parse_xml(after, file))
            return self._forms(before, after) if language == "form" else _unread("The content changed.")
        except BadXml as error:
            return _unread(f"The content changed and cannot be read. {error.problem.message}")

    def bare_drawing(self, file: str, content: bytes) -> bytes:
        """The diagram with nothing but what is drawn."""
        try:
            root = parse_bpmn(content, file)
        except BadXml as error:
            raise InvalidInput(error.problem.message) from None
        for element in list(root.iter(etree.Element)):
            if element.getparent() is not None and (
                etree.QName(element).namespace not in _SEEN or (is_bpmn(element) and local(element) in _SECRET)
            ):
                element.getparent().remove(element)
                continue
            if is_bpmn(element) and local(element) not in _TOLD and not local(element).endswith("Ref") and not len(element):
                element.text = None
            for name in list(element.attrib):
                namespace = etree.QName(name).namespace
                if namespace and namespace not in _COLOURS:
                    del element.attrib[name]
        bare: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        return bare


def _unread(text: str) -> Comparison:
    return Comparison((Change(ChangeKind.CHANGED, "The whole file", (text,)),))
