"""Repairs of sequence flows: what models leave to the reader is written out before SpiffWorkflow reads them."""

from lxml import etree

from baton.engine.repairs.flows import doubles, endings, links, names, splits


def write_out(root: etree._Element) -> None:
    """Put the repairs into a freshly parsed file."""
    names.give(root)
    links.connect(root)
    splits.insert(root)
    doubles.part(root)
    endings.add(root)
