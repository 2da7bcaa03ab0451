"""BPMN files as trees and outlines; what was read last is kept, because a file is checked, tried and compiled one after the other."""

from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from baton.domain.definitions import ProcessOutline
from baton.engine.outline import outline
from baton.engine.xml import parse_bpmn

LARGE = 256 * 1024
"""Files larger than this are read anew each time: their trees take too much memory to be kept."""
KEPT = 8


class Reading(NamedTuple):
    """One file. Nobody may change its tree: whoever wants to takes a copy."""

    root: etree._Element
    processes: tuple[ProcessOutline, ...]


def read(content: bytes, name: str) -> Reading:
    """Raises ``BadXml``."""
    return _kept(content, name) if len(content) <= LARGE else _read(content, name)


def _read(content: bytes, name: str) -> Reading:
    root = parse_bpmn(content, name)
    return Reading(root, outline(root, name))


_kept = lru_cache(maxsize=KEPT)(_read)
