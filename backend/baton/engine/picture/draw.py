"""A BPMN file's drawing as SVG: what stands in its diagram interchange, nothing is laid out anew (BPMN 2.0.2, chapter 12)."""

from collections.abc import Callable, Iterator

from lxml import etree

from baton.engine.picture.svg import FAINT, INK, PAPER, Box, label, node, path, polyline, upright
from baton.engine.picture.symbols import activity_markers, event_sign, gateway_sign, task_sign
from baton.engine.xml import BPMN, BPMN_DI, children, is_bpmn, local, parse_bpmn

DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
MARGIN = 20
HEAD = 30
DASHES = {"messageFlow": "8 5", "association": "1 5", "dataInputAssociation": "1 5", "dataOutputAssociation": "1 5"}


def picture(content: bytes, file: str) -> bytes | None:
    """The first diagram of the file; None when it holds no drawing. Raises ``BadXml``."""
    root = parse_bpmn(content, file)
    elements = {found.get("id"): found for found in root.iter(f"{{{BPMN}}}*") if found.get("id")}
    plane = next(root.iter(f"{{{BPMN_DI}}}BPMNPlane"), None)
    if plane is None:
        return None
    shapes = [(shape, box) for shape in children(plane, "BPMNShape", BPMN_DI) if (box := _box(shape)) is not None]
    edges = [(edge, points) for edge in children(plane, "BPMNEdge", BPMN_DI) if len(points := list(_points(edge))) > 1]
    if not shapes:
        return None
    svg = _canvas([box for _, box in shapes], [point for _, points in edges for point in points])
    for shape, box in shapes:
        _shape(svg, shape, elements.get(_ref(shape)), box)
    for edge, points in edges:
        _edge(svg, edge, elements.get(_ref(edge)), points)
    return bytes(etree.tostring(svg))


def _canvas(boxes: list[Box], points: list[tuple[float, float]]) -> etree._Element:
    xs = [*(box.x for box in boxes), *(box.x + box.width for box in boxes), *(x for x, _ in points)]
    ys = [*(box.y for box in boxes), *(box.y + box.height + 20 for box in boxes), *(y for _, y in points)]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) - left + MARGIN, max(ys) - top + MARGIN
    svg = node(None, "svg", viewBox=f"{left:g} {top:g} {width:g} {height:g}", width=width, height=height)
    node(svg, "rect", x=left, y=top, width=width, height=height, fill=PAPER)
    arrow = node(
        node(svg, "defs"), "marker", id="tip", viewBox="0 0 10 10", refX=9, refY=5, markerWidth=7, markerHeight=7, orient="auto"
    )
    node(arrow, "path", d="M0 0 L10 5 L0 10 Z", fill=INK)
    return svg


def _shape(svg: etree._Element, shape: etree._Element, element: etree._Element | None, box: Box) -> None:
    if element is None:
        return
    tag = local(element)
    group = node(svg, "g")
    node(group, "title", element.get("name") or element.get("id", ""))
    draw = next((draw for ends, draw in _SHAPES.items() if tag.endswith(ends)), None)
    if draw is None:
        return
    draw(group, element, box, shape)


def _event(group: etree._Element, element: etree._Element, box: Box, shape: etree._Element) -> None:
    tag, (x, y) = local(element), box.middle
    radius = min(box.width, box.height) / 2
    dashed = "4 3" if "false" in (element.get("cancelActivity"), element.get("isInterrupting")) else None
    width = 3.5 if tag == "endEvent" else 1.5
    node(group, "circle", cx=x, cy=y, r=radius, fill=PAPER, stroke=INK, stroke_width=width, stroke_dasharray=dashed)
    if tag in ("boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"):
        node(group, "circle", cx=x, cy=y, r=radius - 3, fill="none", stroke=INK, stroke_width=1.5, stroke_dasharray=dashed)
    for definition in element:
        if is_bpmn(definition) and local(definition).endswith("EventDefinition"):
            event_sign(
                group, local(definition).removesuffix("EventDefinition"), (x, y), tag in ("endEvent", "intermediateThrowEvent")
            )
    _outside(group, element, box, shape)


def _gateway(group: etree._Element, element: etree._Element, box: Box, shape: etree._Element) -> None:
    x, y = box.middle
    corners = [(x, box.y), (box.x + box.width, y), (x, box.y + box.height), (box.x, y)]
    path(group, polyline(corners) + " Z", PAPER)
    gateway_sign(group, local(element), (x, y))
    _outside(group, element, box, shape)


def _activity(group: etree._Element, element: etree._Element, box: Box, shape: etree._Element) -> None:
    tag = local(element)
    thick = 3.0 if tag == "callActivity" else 1.5
    dashed = "3 3" if element.get("triggeredByEvent") == "true" else None
    node(
        group, "rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=8, fill=PAPER, stroke=INK, stroke_width=thick,
        stroke_dasharray=dashed,
    )  # fmt: skip
    task_sign(group, tag, (box.x, box.y))
    open_scope = shape.get("isExpanded") == "true"
    where = Box(box.x, box.y + 4, box.width, 20) if open_scope else Box(box.x + 8, box.y, box.width - 16, box.height)
    label(group, element.get("name") or "", where, 12)
    activity_markers(group, list(_markers(element, open_scope)), (box.middle[0], box.y + box.height))


def _markers(element: etree._Element, open_scope: bool) -> Iterator[str]:
    for child in element:
        if is_bpmn(child) and local(child) == "multiInstanceLoopCharacteristics":
            yield "sequential" if child.get("isSequential") == "true" else "parallel"
        elif is_bpmn(child) and local(child) == "standardLoopCharacteristics":
            yield "loop"
    if local(element).endswith(("Process", "transaction")) and not open_scope:
        yield "collapsed"
    if local(element) == "adHocSubProcess":
        yield "adhoc"


def _pool(group: etree._Element, element: etree._Element, box: Box, shape: etree._Element) -> None:
    node(group, "rect", x=box.x, y=box.y, width=box.width, height=box.height, fill="none", stroke=INK, stroke_width=1.2)
    if shape.get("isHorizontal", "true") == "false":
        label(group, element.get("name") or "", Box(box.x, box.y, box.width, HEAD))
        path(group, f"M{box.x} {box.y + HEAD} h{box.width}", width=1.2)
        return
    upright(group, element.get("name") or "", Box(box.x, box.y, HEAD, box.height))
    path(group, f"M{box.x + HEAD} {box.y} v{box.height}", width=1.2)


def _data(group: etree._Element, element: etree._Element, box: Box, shape: etree._Element) -> None:
    fold = box.width / 4
    corners = [
        (box.x, box.y), (box.x + box.width - fold, box.y), (box.x + box.width, box.y + fold), (box.x + box.width, box.y + box.height),
        (box.x, box.y + box.height),
    ]  # fmt: skip
    path(group, polyline(corners) + " Z", PAPER, 1.2)
    _outside(group, element, box, shape)


def _note(group: etree._Element, element: etree._Element, box: Box, shape: etree._Element) -> None:
    path(group, f"M{box.x + 10} {box.y} H{box.x} V{box.y + box.height} h10", width=1.2)
    text = "".join(found.text or "" for found in children(element, "text"))
    label(group, text, Box(box.x + 6, box.y, box.width - 6, box.height), 11)


def _outside(group: etree._Element, element: etree._Element, box: Box, shape: etree._Element) -> None:
    name = element.get("name")
    if name:
        own = next((found for mark in children(shape, "BPMNLabel", BPMN_DI) if (found := _box(mark)) is not None), None)
        label(group, name, own or Box(box.middle[0] - 45, box.y + box.height + 4, 90, 14), 11)


def _edge(svg: etree._Element, edge: etree._Element, element: etree._Element | None, points: list[tuple[float, float]]) -> None:
    tag = "" if element is None else local(element)
    association = tag.endswith("ssociation")
    node(
        svg, "path", d=polyline(points), fill="none", stroke=FAINT if association else INK, stroke_width=1.5, stroke_linejoin="round",
        stroke_dasharray=DASHES.get(tag), marker_end=None if tag == "association" else "url(#tip)",
    )  # fmt: skip
    if element is not None and element.get("name"):
        own = next((found for mark in children(edge, "BPMNLabel", BPMN_DI) if (found := _box(mark)) is not None), None)
        x, y = points[len(points) // 2 - 1]
        label(svg, element.get("name", ""), own or Box(x + 4, y - 20, 80, 14), 11)


def _box(shape: etree._Element) -> Box | None:
    for bounds in children(shape, "Bounds", DC):
        try:
            return Box(*(float(bounds.get(side, "")) for side in ("x", "y", "width", "height")))
        except ValueError:
            return None
    return None


def _points(edge: etree._Element) -> Iterator[tuple[float, float]]:
    for point in children(edge, "waypoint", DI):
        try:
            yield float(point.get("x", "")), float(point.get("y", ""))
        except ValueError:
            continue


def _ref(shape: etree._Element) -> str:
    return str(shape.get("bpmnElement", "")).rpartition(":")[2]


_SHAPES: dict[str, Callable[[etree._Element, etree._Element, Box, etree._Element], None]] = {
    "Event": _event,
    "Gateway": _gateway,
    "task": _activity,
    "Task": _activity,
    "Process": _activity,
    "Activity": _activity,
    "transaction": _activity,
    "participant": _pool,
    "lane": _pool,
    "textAnnotation": _note,
    "dataObjectReference": _data,
    "dataStoreReference": _data,
}
