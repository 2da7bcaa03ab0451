"""Where the elements of a guided process stand and how their flows run: columns and rows of a grid."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

COLUMN, ROW, LEFT, TOP = 190, 140, 200, 240
SIZES = {
    "startEvent": (36, 36),
    "endEvent": (36, 36),
    "boundaryEvent": (36, 36),
    "exclusiveGateway": (50, 50),
    "userTask": (100, 80),
}
Point = tuple[int, int]


@dataclass(frozen=True)
class Node:
    """One element. ``inside`` is XML; ``lift`` moves it by pixels, as a boundary event onto its edge."""

    id: str
    tag: str
    name: str
    column: int
    row: int
    inside: str = ""
    attributes: str = ""
    lift: int = 0

    @property
    def middle(self) -> Point:
        return LEFT + self.column * COLUMN, TOP + self.row * ROW + self.lift

    def edge(self, side: str) -> Point:
        """The middle of one side: left, right, top or bottom."""
        (x, y), (width, height) = self.middle, SIZES[self.tag]
        by = {"left": (-width // 2, 0), "right": (width // 2, 0), "top": (0, -height // 2), "bottom": (0, height // 2)}[side]
        return x + by[0], y + by[1]


@dataclass(frozen=True)
class Flow:
    """From a side of one element to a side of another. ``condition`` is an expression; ``name`` what stands beside it."""

    source: Node
    target: Node
    sides: str = "right left"
    name: str = ""
    condition: str = ""

    @property
    def id(self) -> str:
        return f"{self.source.id}--{self.target.id}"

    def points(self) -> list[Point]:
        """A straight line, or one with right angles."""
        leaving, arriving = self.sides.split()
        begin, end = self.source.edge(leaving), self.target.edge(arriving)
        if begin[0] == end[0] or begin[1] == end[1]:
            return [begin, end]
        across = ("left", "right")
        if leaving in across and arriving in across:
            middle = end[0] - 45
            return [begin, (middle, begin[1]), (middle, end[1]), end]
        return [begin, (end[0], begin[1]) if leaving in across else (begin[0], end[1]), end]


def shape(node: Node) -> str:
    """The element in the drawing, its name below when it does not fit inside."""
    (x, y), (width, height) = node.middle, SIZES[node.tag]
    bounds = f'<dc:Bounds x="{x - width // 2}" y="{y - height // 2}" width="{width}" height="{height}"/>'
    label = _label(*_beside(node)) if node.tag != "userTask" and node.name else ""
    marked = ' isMarkerVisible="true"' if node.tag == "exclusiveGateway" else ""
    return f"<bpmndi:BPMNShape id={quoteattr(f'{node.id}-shape')} bpmnElement={quoteattr(node.id)}{marked}>{bounds}{label}</bpmndi:BPMNShape>"


def edge(flow: Flow) -> str:
    """The flow in the drawing."""
    points = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in flow.points())
    (x, y), (to_x, to_y) = flow.points()[:2]
    where = (x + 6, (y + to_y) // 2 - 7) if x == to_x else ((x + to_x) // 2 - 40, y - 20)
    label = _label(where, 60 if x == to_x else 80) if flow.name else ""
    return (
        f"<bpmndi:BPMNEdge id={quoteattr(f'{flow.id}-edge')} bpmnElement={quoteattr(flow.id)}>{points}{label}</bpmndi:BPMNEdge>"
    )


def _beside(node: Node) -> tuple[Point, int]:
    """Where the name of an event or gateway stands free of its flows, and how wide it may be."""
    (x, y), (_, height) = node.middle, SIZES[node.tag]
    places = {"boundaryEvent": ((x + 22, y - height // 2 - 18), 100), "exclusiveGateway": ((x + 12, y - height // 2 - 14), 60)}
    return places.get(node.tag, ((x - 50, y + height // 2 + 6), 100))


def _label(where: Point, width: int) -> str:
    return f'<bpmndi:BPMNLabel><dc:Bounds x="{where[0]}" y="{where[1]}" width="{width}" height="14"/></bpmndi:BPMNLabel>'
