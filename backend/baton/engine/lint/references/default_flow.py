"""A default flow has to be one of the flows that leave the element."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("default-flow", "The default flow {ref} of the {name} does not leave it; choose one of its outgoing flows.")
def default_flow(model: Model) -> Iterator[Hit]:
    for node in model.nodes:
        ref = node.get("default")
        if ref and all(flow.get("id") != ref for flow in model.outgoing(node)):
            yield hit(node, ref=ref)
