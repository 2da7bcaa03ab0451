"""A diagram as a standing picture: everything that was drawn is in it, as text that is never markup."""

from pathlib import Path

import pytest
from lxml import etree

from baton.engine.describing.describer import ModelDescriber
from baton.engine.picture.draw import picture

PACK = Path(__file__).parents[3] / "process_models" / "order-to-cash" / "models"
DRAWN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="t"><process id="p"><task id="a" name="{name}"/></process>
  <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p"><bpmndi:BPMNShape bpmnElement="a"><dc:Bounds x="{x}" y="0" width="100" height="80"/>
  </bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


def drawn(name="Do it", x="0"):
    return DRAWN.replace("{name}", name).replace("{x}", x).encode()


def texts(svg):
    return [found.text for found in etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}tspan")]


@pytest.mark.parametrize("file", sorted(path.name for path in PACK.glob("*.bpmn")))
def test_every_shape_and_flow_of_a_model_is_drawn(file):
    content = (PACK / file).read_bytes()
    svg = picture(content, file)
    assert svg is not None
    assert svg.count(b"<title>") == content.count(b"<bpmndi:BPMNShape ")
    assert svg.count(b"url(#tip)") == content.count(b"<bpmndi:BPMNEdge ")
    assert b"style=" not in svg, "the policy of our pages allows no styles inside"


def test_a_name_is_text_and_never_markup():
    svg = picture(drawn("&lt;script&gt;alert(1)&lt;/script&gt;"), "x.bpmn")
    assert b"<script" not in svg
    assert "".join(texts(svg)) == "<script>alert(1)</script>"


def test_a_long_name_is_broken_into_lines_that_fit():
    assert texts(picture(drawn("Approve the discount that a customer asked for"), "x.bpmn")) == [
        "Approve the", "discount", "that a", "customer", "asked for",
    ]  # fmt: skip


def test_a_file_without_a_drawing_or_with_broken_places_has_no_picture():
    assert picture(drawn(x="far away"), "x.bpmn") is None
    assert picture(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "x.bpmn") is None
    assert ModelDescriber(None).picture(b"<not xml", "x.bpmn") is None  # type: ignore[arg-type]
