"""SpiffWorkflow translates every path that it looks for in a model anew, for each element and each of a dozen paths: that is
most of the time it takes to read one. Here a path is translated once, and not followed into elements with nothing inside."""

from functools import lru_cache
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.node_parser import DEFAULT_NSMAP, NodeParser
from SpiffWorkflow.spiff.parser import task_spec

Spaces = tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def _translated(path: str, spaces: Spaces) -> Any:
    return etree.XPath(path, namespaces=dict(spaces))


def _found(node: Any, path: str, spaces: Spaces) -> Any:
    return [] if path[:2] == "./" and not len(node) else _translated(path, spaces)(node)


def _xpath(self: Any, node: Any, path: str) -> Any:
    return _found(node, path, tuple(self.nsmap.items()))


def _evaluator(node: Any, extra_ns: dict[str, str] | None = None) -> Any:
    spaces = (*DEFAULT_NSMAP.items(), *(extra_ns or {}).items())
    return lambda path: _found(node, path, spaces)


def install() -> None:
    """Put the repair in place."""
    NodeParser._xpath = _xpath
    task_spec.xpath_eval = _evaluator
