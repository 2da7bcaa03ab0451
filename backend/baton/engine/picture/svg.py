"""Builds SVG nodes: only presentation attributes, because no page of ours allows styles inside a picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
INK, PAPER, FAINT = "#1f2937", "#ffffff", "#6b7280"
FONT = "Inter, Arial, sans-serif"
LINE_HEIGHT = 1.2
# A bold guess at the width of a letter, as a share of the font's size: no font is measured here.
LETTER = 0.54


@dataclass(frozen=True)
class Box:
    """A rectangle in the diagram's own units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def node(parent: etree._Element | None, tag: str, text: str = "", **attributes: object) -> etree._Element:
    """A node; ``stroke_width`` becomes ``stroke-width``."""
    given = {name.replace("_", "-"): _written(value) for name, value in attributes.items() if value is not None}
    name = f"{{{SVG}}}{tag}"
    made = etree.Element(name, given, nsmap={None: SVG}) if parent is None else etree.SubElement(parent, name, given)
    made.text = text or None
    return made


def path(parent: etree._Element, d: str, fill: str = "none", width: float = 1.5, stroke: str = INK) -> None:
    """A line or an outlined shape."""
    node(parent, "path", d=d, fill=fill, stroke=stroke, stroke_width=width, stroke_linejoin="round", stroke_linecap="round")


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """A path through the points."""
    return "M" + " L".join(f"{_written(x)} {_written(y)}" for x, y in points)


def label(parent: etree._Element, text: str, box: Box, size: float = 12) -> None:
    """Text in the middle of a box, broken into lines that about fit."""
    lines = wrapped(text, max(box.width, 60), size)
    x, y = box.middle
    top = y - (len(lines) - 1) * size * LINE_HEIGHT / 2 + size * 0.36
    words = node(parent, "text", x=x, y=top, fill=INK, font_family=FONT, font_size=size, text_anchor="middle")
    for number, line in enumerate(lines):
        node(words, "tspan", line, x=x, y=top + number * size * LINE_HEIGHT)


def upright(parent: etree._Element, text: str, box: Box, size: float = 12) -> None:
    """Text that runs from the bottom to the top, as in the head of a pool or lane."""
    x, y = box.middle
    node(
        parent, "text", text, x=x, y=y + size * 0.36, fill=INK, font_family=FONT, font_size=size, text_anchor="middle",
        transform=f"rotate(-90 {_written(x)} {_written(y)})",
    )  # fmt: skip


def wrapped(text: str, width: float, size: float) -> Sequence[str]:
    """Lines of at most about ``width``; a word that is longer stands alone."""
    most = max(4, int(width / (size * LETTER)))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _written(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
