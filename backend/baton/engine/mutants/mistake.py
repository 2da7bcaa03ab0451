"""One mistake that can be made in a file: where, in words, and how."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from baton.engine.xml import BATON, SPIFF, local


@dataclass(frozen=True)
class Mistake:
    """``change`` makes it in the element with the id ``target`` of a copy of the file; ``shown_at`` is where the diagram
    shows it."""

    kind: str
    target: str
    shown_at: str
    mistake: str
    change: Callable[[etree._Element], None]


def called(node: etree._Element) -> str:
    """An element as people know it."""
    return f"“{node.get('name') or node.get('id')}”"


def find(root: etree._Element, id: str) -> etree._Element | None:
    """The element of that id."""
    return next((node for node in root.iter("*") if node.get("id") == id), None)


def all_of(root: etree._Element, *tags: str) -> list[etree._Element]:
    """Every element with one of these tags and an id, in the order of the file."""
    return [node for node in root.iter("*") if local(node) in tags and node.get("id") and _is_model(node)]


def _is_model(node: etree._Element) -> bool:
    return not str(node.tag).startswith((f"{{{BATON}}}", f"{{{SPIFF}}}"))
