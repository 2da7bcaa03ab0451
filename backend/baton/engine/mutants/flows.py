"""Mistakes at gateways: a condition the wrong way round, the wrong flow as the default."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.mutants.mistake import Mistake, all_of, called, find
from baton.engine.xml import children, text_of


def conditions(root: etree._Element) -> Iterator[Mistake]:
    """Every condition negated."""
    for flow in all_of(root, "sequenceFlow"):
        text = _condition(flow)
        if text:
            yield Mistake(
                "condition", flow.get("id"), flow.get("id"), f"{_way(root, flow)} is taken when “{text}” does not hold", _negate
            )


def defaults(root: etree._Element) -> Iterator[Mistake]:
    """The default flow changed for another one; with two flows that is the same as negating the condition."""
    for gateway in all_of(root, "exclusiveGateway", "inclusiveGateway"):
        out = [flow for flow in all_of(root, "sequenceFlow") if flow.get("sourceRef") == gateway.get("id")]
        usual = next((flow for flow in out if flow.get("id") == gateway.get("default")), None)
        if usual is None or len(out) < 3:
            continue
        for flow in out:
            if flow is not usual and _condition(flow):
                mistake = f"{_way(root, flow)} and {_way(root, usual)} change places at {called(gateway)}"
                yield Mistake("default", gateway.get("id"), gateway.get("id"), mistake, _Swap(usual.get("id"), flow.get("id")))


class _Swap:
    """The default flow gets the condition of another one, which becomes the default."""

    def __init__(self, usual: str, other: str) -> None:
        self.usual, self.other = usual, other

    def __call__(self, gateway: etree._Element) -> None:
        root = gateway.getroottree().getroot()
        usual, other = find(root, self.usual), find(root, self.other)
        if usual is None or other is None:
            return
        for condition in list(children(other, "conditionExpression")):
            usual.append(condition)
        gateway.set("default", self.other)


def _negate(flow: etree._Element) -> None:
    for condition in children(flow, "conditionExpression"):
        condition.text = f"not ({text_of(condition)})"


def _condition(flow: etree._Element) -> str:
    return next((text_of(condition) for condition in children(flow, "conditionExpression")), "")


def _way(root: etree._Element, flow: etree._Element) -> str:
    if flow.get("name"):
        source = find(root, flow.get("sourceRef", ""))
        return f"the way {called(flow)}" + (f" out of {called(source)}" if source is not None and source.get("name") else "")
    target = find(root, flow.get("targetRef", ""))
    return f"the way to {called(target)}" if target is not None else f"the way {called(flow)}"
