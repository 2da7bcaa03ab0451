"""The one door through which XML comes in: hardened, limited, and with a sentence for every refusal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from lxml import etree

from baton.domain.problems import Problem

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMN_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
BATON = "urn:baton:bpmn:1"
_IN_BPMN = f"{{{BPMN}}}"
XINCLUDE = "http://www.w3.org/2001/XInclude"

MAX_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS = 20_000
MAX_DEPTH = 64
CHUNK = 64 * 1024

_DECLARATION = re.compile(r"\A<\?xml\s[^>]*?\?>", re.DOTALL)
_ENCODING = re.compile(rb"""\A<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DOCTYPE = re.compile(r"\A(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
# Only encodings that every reader decodes to the same text: anything else can hide markup from a check.
_CODECS = {
    "utf-8": "utf-8-sig",
    "us-ascii": "ascii",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
    "utf-16": "utf-16",
}
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class BadXml(Exception):
    """The bytes are not XML that we accept; ``problem`` says why, where and what to do."""

    def __init__(self, rule: str, message: str, file: str) -> None:
        self.problem = Problem(rule=rule, message=message, file=file)
        super().__init__(message)


def parse_bpmn(content: bytes, file: str) -> etree._Element:
    """The ``definitions`` of a BPMN file. Raises ``BadXml``."""
    root = parse_xml(content, file)
    if root.tag != f"{{{BPMN}}}definitions":
        hint = "name it .dmn" if "/DMN/" in str(root.tag) else "export it as BPMN 2.0 XML"
        message = f"The file begins with <{local(root)}> of another language, not with the <definitions> of BPMN 2.0; {hint}."
        raise BadXml("not-bpmn", message, file)
    return root


def parse_xml(content: bytes, file: str) -> etree._Element:
    """The root of any XML file, without comments and processing instructions. Raises ``BadXml``."""
    if len(content) > MAX_BYTES:
        raise BadXml("xml-too-large", f"The file is larger than {MAX_BYTES // 1024**2} MB; split the model.", file)
    text = _decode(content, file)
    if _DOCTYPE.match(text):
        raise BadXml("xml-doctype", "The file has a DOCTYPE, which models never need; remove the <!DOCTYPE ...> part.", file)
    return _grow(text.encode(), file)


def children(element: etree._Element, tag: str, namespace: str = BPMN) -> Iterator[etree._Element]:
    """The direct children with that tag."""
    found: Iterator[etree._Element] = element.iterchildren(f"{{{namespace}}}{tag}")
    return found


def extension(element: etree._Element, tag: str, namespace: str) -> Iterator[etree._Element]:
    """The elements with that tag inside ``extensionElements``."""
    if len(element):
        for box in children(element, "extensionElements"):
            yield from children(box, tag, namespace)


def local(element: etree._Element) -> str:
    """The tag without its namespace."""
    return _local(str(element.tag))


@lru_cache(maxsize=2048)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def is_bpmn(element: etree._Element) -> bool:
    """Whether the element belongs to BPMN itself rather than to an extension or the drawing."""
    return str(element.tag).startswith(_IN_BPMN)


def text_of(element: etree._Element | None) -> str:
    """The text of an element with its surrounding blanks removed."""
    return "" if element is None else "".join(element.itertext()).strip()


@dataclass
class Place:
    """Where an element stands in the bytes of its file: its start tag, the first child or its end tag, and its end tag."""

    start: int
    first: int = -1
    end: int = -1


def places(content: bytes) -> list[Place]:
    """The places of all elements, in the order of their start tags. Only for content that ``parse_xml`` has accepted: that one
    knows no places, this one has no guards of its own. Raises ``ValueError`` for what is read in another encoding."""
    parser = expat.ParserCreate()
    found: list[Place] = []
    around: list[Place] = []

    def begin(_name: str, _attributes: object) -> None:
        place = Place(parser.CurrentByteIndex)
        if around and around[-1].first < 0:
            around[-1].first = place.start
        around.append(place)
        found.append(place)

    def end(_name: str) -> None:
        place = around.pop()
        place.end = parser.CurrentByteIndex
        place.first = place.end if place.first < 0 else place.first

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return found


def _decode(content: bytes, file: str) -> str:
    declared = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    name = _BOMS.get(content[:2]) or (declared.group(1).decode().lower() if declared else "utf-8")
    if name not in _CODECS:
        raise BadXml("xml-encoding", f"The file is encoded as {name}; save it as UTF-8.", file)
    try:
        text = content.decode(_CODECS[name])
    except UnicodeDecodeError as error:
        raise BadXml("xml-encoding", f"The file is not valid {name} ({error.reason}); save it as UTF-8.", file) from None
    # The declaration now speaks of bytes that are gone; its line breaks stay, so that line numbers stay true.
    return _DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), text.lstrip("\r\n\t "))


def _grow(content: bytes, file: str) -> etree._Element:
    """Parse piece by piece, so that a file over a limit is dropped before it takes much memory."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    count = depth = 0
    root = None
    try:
        for start in range(0, len(content), CHUNK):
            parser.feed(content[start : start + CHUNK])
            for event, element in parser.read_events():
                if event == "end":
                    depth -= 1
                    continue
                root = element if root is None else root
                count, depth = count + 1, depth + 1
                _limit(element, count, depth, file)
        parser.close()
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise BadXml("xml-broken", f"Line {line}: {error.msg}. Correct the XML or export the model again.", file) from None
    if root is None:
        raise BadXml("xml-broken", "The file is empty; export the model again.", file)
    return root


def _limit(element: etree._Element, count: int, depth: int, file: str) -> None:
    if count > MAX_ELEMENTS:
        raise BadXml("xml-too-large", f"The file has more than {MAX_ELEMENTS} XML elements; split the model.", file)
    if depth > MAX_DEPTH:
        raise BadXml("xml-too-deep", f"Line {element.sourceline}: nested deeper than {MAX_DEPTH} levels; flatten it.", file)
    if str(element.tag).startswith(f"{{{XINCLUDE}}}"):
        raise BadXml("xml-include", f"Line {element.sourceline}: XInclude is not followed; paste the text in instead.", file)
