"""Mistakes in what runs by itself: a script that does nothing, a rule that is missing."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.mutants.mistake import Mistake, called
from baton.engine.xml import SPIFF, extension, local, text_of

AFTER = ("preScript", "postScript")


def scripts(root: etree._Element) -> Iterator[Mistake]:
    """Scripts around tasks that are gone."""
    for node in root.iter("*"):
        for tag, when in zip(AFTER, ("before", "after"), strict=True):
            if node.get("id") and any(text_of(box) for box in extension(node, tag, SPIFF)):
                mistake = f"nothing is calculated {when} {called(node)}"
                yield Mistake("script", node.get("id"), node.get("id"), mistake, _Without(tag))


def rules(root: etree._Element) -> Iterator[Mistake]:
    """Decision tables that lack one rule."""
    for decision in (node for node in root.iter("*") if local(node) == "decision" and node.get("id")):
        for place, rule in enumerate(_rules(decision)):
            inputs = ", ".join(filter(None, (text_of(cell) for cell in rule if local(cell) == "inputEntry")))
            mistake = f"rule {place + 1} of {called(decision)}" + (f" ({inputs})" if inputs else "") + " is missing"
            yield Mistake("rule", decision.get("id"), decision.get("id"), mistake, _WithoutRule(place))


class _Without:
    """The script is empty."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def __call__(self, node: etree._Element) -> None:
        for box in list(extension(node, self.tag, SPIFF)):
            box.getparent().remove(box)


class _WithoutRule:
    """The table lacks the rule at that place."""

    def __init__(self, place: int) -> None:
        self.place = place

    def __call__(self, decision: etree._Element) -> None:
        rule = _rules(decision)[self.place]
        rule.getparent().remove(rule)


def _rules(decision: etree._Element) -> list[etree._Element]:
    return [node for node in decision.iter("*") if local(node) == "rule"]
