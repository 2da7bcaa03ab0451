"""A node that is connected, but to nothing that ever runs."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("unreachable", "No path from a start event leads to the {name}; connect or remove it.", WARNING)
def unreachable(model: Model) -> Iterator[Hit]:
    for node in model.nodes:
        if model.incoming(node) and node.get("id", "") not in model.reached:
            yield hit(node)
