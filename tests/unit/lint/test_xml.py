"""The door for XML refuses whatever could hurt, each time with a sentence, and quickly."""

import ast
import time
from pathlib import Path

import pytest

import baton
from baton.engine import xml
from baton.engine.xml import BadXml, parse_bpmn, parse_xml
from unit.lint.build import definitions
from unit.lint.cases import GOOD

NESTED = b"<a>" * 70 + b"</a>" * 70
MANY = b"<a>" + b"<b/>" * 20_001 + b"</a>"
BOMB = b'<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>'
HOSTILE = {
    "empty": (b"", "xml-broken"),
    "broken": (b"<a><b></a>", "xml-broken"),
    "not xml": (b"hello", "xml-broken"),
    "two roots": (b"<a/><b/>", "xml-broken"),
    "external entity": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "xml-doctype"),
    "parameter entity": (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><a/>', "xml-doctype"),
    "entity bomb": (BOMB, "xml-doctype"),
    "doctype behind a comment": (b"<?xml version='1.0'?>\n<!-- x --><?pi?><!DOCTYPE a><a/>", "xml-doctype"),
    "unknown entity": (b"<a>&x;</a>", "xml-broken"),
    "xinclude": (b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/hostname"/></a>', "xml-include"),
    "too deep": (NESTED, "xml-too-deep"),
    "too many elements": (MANY, "xml-too-large"),
    "too many bytes": (b"<a>" + b" " * xml.MAX_BYTES + b"</a>", "xml-too-large"),
    "utf-7": (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "xml-encoding"),
    "ebcdic": (b'<?xml version="1.0" encoding="cp037"?><a/>', "xml-encoding"),
    "not the declared encoding": (b'<?xml version="1.0" encoding="UTF-8"?><a>\xff</a>', "xml-encoding"),
    "utf-16 without a mark": ("<a/>".encode("utf-16-le"), "xml-broken"),
    "doctype in utf-16": ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"), "xml-doctype"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_with_a_sentence(name: str) -> None:
    content, rule = HOSTILE[name]
    began = time.process_time()
    with pytest.raises(BadXml) as refused:
        parse_xml(content, "x.bpmn")
    assert time.process_time() - began < 5
    assert refused.value.problem.rule == rule
    assert refused.value.problem.file == "x.bpmn"
    assert refused.value.problem.message.endswith(".")


def test_a_syntax_error_names_its_line() -> None:
    with pytest.raises(BadXml) as refused:
        parse_xml(b'<?xml version="1.0"\n?>\n<a>\n<b>\n</a>', "x.bpmn")
    assert refused.value.problem.message.startswith("Line 5:")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_usual_encodings_are_read(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    content = f'<?xml version="1.0" encoding="{declared}"?><a name="Prüfung"/>'.encode(encoding)
    assert parse_xml(content, "x").get("name") == "Prüfung"


def test_comments_and_processing_instructions_are_gone() -> None:
    root = parse_xml(b"<a>one<!-- two --><?three?>four</a>", "x")
    assert (root.text, len(root)) == ("onefour", 0)


def test_text_that_looks_like_a_doctype_is_only_text() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE x>]]></a>", "x").text == "<!DOCTYPE x>"


def test_a_file_that_is_not_bpmn_says_what_it_is() -> None:
    with pytest.raises(BadXml) as refused:
        parse_bpmn(b"<svg/>", "x.bpmn")
    assert refused.value.problem.rule == "not-bpmn"
    assert "<svg>" in refused.value.problem.message


def test_bpmn_is_read() -> None:
    assert xml.local(parse_bpmn(definitions(""), "x.bpmn")) == "definitions"
    assert GOOD.startswith(b"<definitions")


def test_nobody_else_parses_xml() -> None:
    """Any other parser would have to be hardened again, and would be forgotten."""
    forbidden = {"parse", "fromstring", "XML", "XMLParser", "XMLPullParser", "iterparse", "HTML", "XMLID", "fromstringlist"}
    modules = {
        "xml.etree",
        "xml.dom",
        "xml.sax.expatreader",
        "xml.sax.handler",
        "xml.parsers",
        "defusedxml",
        "bs4",
        "xmltodict",
        "lxml.html",
        "lxml.objectify",
    }
    room = Path(baton.__file__).parent
    for file in room.rglob("*.py"):
        if file == Path(xml.__file__):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "etree":
                assert node.attr not in forbidden, f"{file} parses XML by itself (line {node.lineno})"
            if isinstance(node, ast.ImportFrom | ast.Import):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
                assert not any(name.startswith(tuple(modules)) for name in names), f"{file} brings its own XML parser"
                if isinstance(node, ast.ImportFrom) and node.module == "lxml.etree":
                    assert not forbidden & {alias.name for alias in node.names}, f"{file} parses XML by itself"
