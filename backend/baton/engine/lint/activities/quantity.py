"""Activities that count tokens are not supported, and BPMN allows no number below one."""

from collections.abc import Iterator

from baton.engine.lint.model import ACTIVITIES, Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("quantity", "The {name} has {attribute}=“{value}”; only 1 is supported, use gateways instead.")
def quantity(model: Model) -> Iterator[Hit]:
    for node in model.of(*ACTIVITIES):
        for attribute in ("startQuantity", "completionQuantity"):
            if node.get(attribute, "1") != "1":
                yield hit(node, attribute=attribute, value=node.get(attribute))
