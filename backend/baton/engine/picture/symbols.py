"""The signs of BPMN inside events, gateways and activities, drawn around a middle point (BPMN 2.0.2, tables 7.1 and 10.93)."""

from math import cos, pi, sin

from lxml import etree

from baton.engine.picture.svg import INK, node, path, polyline

Point = tuple[float, float]


def event_sign(parent: etree._Element, kind: str, at: Point, thrown: bool) -> None:
    """What an event listens for, or throws: then it is filled."""
    x, y = at
    fill = INK if thrown else "none"
    if kind == "timer":
        node(parent, "circle", cx=x, cy=y, r=9, fill="none", stroke=INK, stroke_width=1)
        path(parent, f"M{x} {y - 6} L{x} {y} L{x + 4} {y + 2}", width=1.2)
    elif kind == "message":
        path(parent, f"M{x - 8} {y - 5.5} h16 v11 h-16 Z", fill, 1.2)
        path(parent, f"M{x - 8} {y - 5.5} L{x} {y + 1} L{x + 8} {y - 5.5}", width=1.2, stroke="#ffffff" if thrown else INK)
    elif kind == "terminate":
        node(parent, "circle", cx=x, cy=y, r=10, fill=INK)
    elif kind in _OUTLINES:
        path(parent, polyline((x + dx, y + dy) for dx, dy in _OUTLINES[kind]) + " Z", fill, 1.2)
    elif kind == "conditional":
        path(parent, f"M{x - 6} {y - 8} h12 v16 h-12 Z", width=1.2)
        path(parent, " ".join(f"M{x - 4} {y + dy} h8" for dy in (-5, -1.5, 2, 5.5)), width=1)


def gateway_sign(parent: etree._Element, tag: str, at: Point) -> None:
    """X, +, O or the pentagon of events."""
    x, y = at
    if tag == "exclusiveGateway":
        path(parent, f"M{x - 7} {y - 8} L{x + 7} {y + 8} M{x + 7} {y - 8} L{x - 7} {y + 8}", width=3)
    elif tag == "parallelGateway":
        path(parent, f"M{x - 10} {y} h20 M{x} {y - 10} v20", width=3)
    elif tag == "inclusiveGateway":
        node(parent, "circle", cx=x, cy=y, r=10, fill="none", stroke=INK, stroke_width=2.5)
    elif tag == "eventBasedGateway":
        node(parent, "circle", cx=x, cy=y, r=13, fill="none", stroke=INK, stroke_width=1)
        path(parent, polyline(_corners(5, 8, at)) + " Z", width=1.2)
    elif tag == "complexGateway":
        path(parent, " ".join(f"M{x} {y} L{x + 11 * cos(n * pi / 4)} {y + 11 * sin(n * pi / 4)}" for n in range(8)), width=2.5)


def task_sign(parent: etree._Element, tag: str, at: Point) -> None:
    """What kind of task it is, in its upper left corner; ``at`` is that corner."""
    x, y = at[0] + 14, at[1] + 14
    if tag in _TASKS:
        path(parent, _TASKS[tag].format(*(round(value, 1) for value in (x, y, x - 7, y - 7, x + 7, y + 7))), width=1.1)


def activity_markers(parent: etree._Element, markers: list[str], at: Point) -> None:
    """The row of signs at the lower edge; ``at`` is the middle of the edge."""
    left = at[0] - 9 * (len(markers) - 1)
    for number, marker in enumerate(markers):
        x, y = left + 18 * number, at[1] - 9
        path(parent, _MARKERS[marker].format(x=x, y=y, a=x - 5, b=x + 5, c=y - 5, d=y + 5), width=1.4)


def _corners(count: int, radius: float, at: Point) -> list[Point]:
    return [
        (at[0] + radius * sin(2 * pi * n / count), at[1] - radius * cos(2 * pi * n / count)) for n in range(count)
    ]  # fmt: skip


_OUTLINES: dict[str, list[Point]] = {
    "signal": [(0, -8), (8, 6), (-8, 6)],
    "error": [(-8, 7), (-3, -7), (3, 2), (8, -7), (3, 7), (-3, -1)],
    "escalation": [(0, -8), (7, 7), (0, 1), (-7, 7)],
    "link": [(-8, -3), (2, -3), (2, -7), (8, 0), (2, 7), (2, 3), (-8, 3)],
    "compensate": [(0, -6), (0, 6), (-8, 0), (0, -6), (8, -6), (0, 0), (8, 6), (0, 0)],
    "cancel": [(-7, -5), (-5, -7), (0, -2), (5, -7), (7, -5), (2, 0), (7, 5), (5, 7), (0, 2), (-5, 7), (-7, 5), (-2, 0)],
}
# {0} {1} middle, {2} {3} upper left, {4} {5} lower right
_TASKS = {
    "userTask": "M{0} {3} a3.2 3.2 0 1 0 0.01 0 M{2} {5} a7 7 0 0 1 14 0 Z",
    "serviceTask": "M{0} {1} m-3 0 a3 3 0 1 0 6 0 a3 3 0 1 0 -6 0 M{0} {3} v3 M{0} {5} v-3 M{2} {1} h3 M{4} {1} h-3",
    "scriptTask": "M{2} {3} h14 v14 h-14 Z m3 4 h8 m-8 3 h8 m-8 3 h5",
    "businessRuleTask": "M{2} {3} h14 v14 h-14 Z m0 4.5 h14 m-14 4.5 h14 m-9 -4.5 v9.5",
    "sendTask": "M{2} {3} m0 2 h14 v10 h-14 Z l7 6 l7 -6",
    "receiveTask": "M{2} {3} m0 2 h14 v10 h-14 Z l7 6 l7 -6",
    "manualTask": "M{2} {1} h9 m-9 0 q0 -5 4 -5 h9 m-4 5 h3 m-12 0 v5 h10 q3 0 3 -3",
}
_MARKERS = {
    "parallel": "M{a} {c} V{d} M{x} {c} V{d} M{b} {c} V{d}",
    "sequential": "M{a} {c} H{b} M{a} {y} H{b} M{a} {d} H{b}",
    "loop": "M{a} {d} a5.5 5.5 0 1 1 4 1.5 M{a} {d} h4 M{a} {d} v-4",
    "collapsed": "M{a} {c} H{b} V{d} H{a} Z M{x} {c} V{d} M{a} {y} H{b}",
    "adhoc": "M{a} {y} q2.5 -5 5 0 t5 0",
}
