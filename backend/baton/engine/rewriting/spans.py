"""Where each element of an XML file stands in its bytes, so that one attribute can change and nothing else."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from baton.engine.xml import parse_xml, places

_TAG_END = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*>""")


@dataclass(frozen=True)
class Span:
    """One element: its start tag from ``start`` to ``head``, its first text from there to ``text``; the end tag begins at ``tail``
    (the same as ``head`` where the element closes itself)."""

    element: etree._Element
    start: int
    head: int
    text: int
    tail: int
    closed: bool


class Written:
    """An XML file as bytes with the places of its elements. Raises ``BadXml`` and ``ValueError`` where it is not UTF-8."""

    def __init__(self, content: bytes, name: str) -> None:
        self.root = parse_xml(content, name)
        content.decode("utf-8-sig")
        self.content = content
        self._edits: list[tuple[int, int, bytes]] = []
        elements = [node for node in self.root.iter() if isinstance(node.tag, str)]
        self.spans = dict(zip(elements, _spans(content, elements), strict=True))

    def put_attribute(self, element: etree._Element, name: str, value: str) -> None:
        """Another value for an attribute that the element has, by its local name."""
        span = self.spans[element]
        tag = self.content[span.start : span.head]
        found = re.search(rb"""[\s:]%s\s*=\s*("[^"]*"|'[^']*')""" % re.escape(name.encode()), tag)
        if found is None:
            raise ValueError(name)
        quote = found[1][:1].decode()
        text = escape(value, {quote: "&quot;" if quote == '"' else "&apos;", "\n": "&#10;"})
        self._edits.append((span.start + found.start(1), span.start + found.end(1), f"{quote}{text}{quote}".encode()))

    def put_text(self, element: etree._Element, value: str) -> None:
        """Another text for an element that holds only text."""
        span = self.spans[element]
        raw = self.content[span.head : span.text]
        cdata = raw.strip().startswith(b"<![CDATA[") and "]]>" not in value
        self._edits.append((span.head, span.text, (f"<![CDATA[{value}]]>" if cdata else escape(value)).encode()))

    def insert_first(self, element: etree._Element, markup: str, behind: etree._Element | None = None) -> None:
        """Markup as the first child, or behind one that has to stay first."""
        span = self.spans[element]
        if span.closed:
            tag = self.content[span.start : span.head].decode()
            name = re.match(r"<([^\s/>]+)", tag)
            assert name is not None
            opened = f"{tag[:-2].rstrip()}>{markup}</{name[1]}>"
            self._edits.append((span.start, span.head, opened.encode()))
            return
        at = self.end_of(behind) if behind is not None else span.head
        self._edits.append((at, at, markup.encode()))

    def end_of(self, element: etree._Element) -> int:
        """Behind the whole element."""
        span = self.spans[element]
        found = None if span.closed else _TAG_END.match(self.content, span.tail)
        return found.end() if found else span.head

    def done(self) -> bytes:
        """The file with every edit."""
        content = self.content
        for start, end, text in sorted(self._edits, reverse=True):
            content = content[:start] + text + content[end:]
        return content


def _spans(content: bytes, elements: list[etree._Element]) -> list[Span]:
    """Both readings meet the elements in the same order."""
    found = []
    for element, place in zip(elements, places(content), strict=True):
        head = _TAG_END.match(content, place.start)
        assert head is not None
        end = head.end()
        is_closed = content[end - 2 : end] == b"/>"
        found.append(Span(element, place.start, end, max(end, place.first), end if is_closed else place.end, is_closed))
    return found
