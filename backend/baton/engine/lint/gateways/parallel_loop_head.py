"""A parallel gateway that one of its own flows comes back to waits for ever: the first round needs the second."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule

# Beyond any model that people draw, looking back from every join would keep the server busy.
MOST_STEPS = 200_000


@rule(
    "parallel-loop-head",
    "The {name} waits for a flow that only comes back out of itself; join the loop with an exclusive gateway.",
)
def parallel_loop_head(model: Model) -> Iterator[Hit]:
    joins = [gateway for gateway in model.of("parallelGateway") if len(model.incoming(gateway)) > 1]
    circling = _circling(model) if joins else set()
    joins = [gateway for gateway in joins if gateway in circling]
    if len(joins) * len(model.nodes) > MOST_STEPS:
        return
    for gateway in joins:
        flows = model.incoming(gateway)
        if any(_only_from(gateway, flow, model) for flow in flows):
            yield hit(gateway)


def _circling(model: Model) -> set[etree._Element]:
    """What is left when, again and again, everything is taken away that nothing leads to: circles, and what lies behind them."""
    before = {node: len(model.incoming(node)) + (1 if node.get("attachedToRef") in model.by_id else 0) for node in model.nodes}
    waiting = [node for node, count in before.items() if not count]
    while waiting:
        node = waiting.pop()
        del before[node]
        for after in (*(model.target(flow) for flow in model.outgoing(node)), *model.attached(node)):
            if after in before:
                before[after] -= 1
                if not before[after]:
                    waiting.append(after)
    return set(before)


def _only_from(gateway: etree._Element, flow: etree._Element, model: Model) -> bool:
    """Whether every path that ends in ``flow`` passed through the gateway before."""
    waiting, seen = [model.source(flow)], set()
    while waiting:
        node = waiting.pop()
        if node is gateway or node is None or node in seen:
            continue
        seen.add(node)
        host = model.by_id.get(node.get("attachedToRef", ""))
        before = [model.source(found) for found in model.incoming(node)] + ([host] if host is not None else [])
        if not before:
            return False
        waiting.extend(before)
    return True
