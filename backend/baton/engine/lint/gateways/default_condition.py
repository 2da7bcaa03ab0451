"""The default flow is taken when nothing else is: its condition is never read."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model, condition_of
from baton.engine.lint.rule import Hit, hit, rule


@rule("default-condition", "The {name} is a default flow, so its condition is never read; remove the condition.", WARNING)
def default_condition(model: Model) -> Iterator[Hit]:
    for flow in model.flows:
        source = model.source(flow)
        if source is not None and flow.get("id") and flow.get("id") == source.get("default") and condition_of(flow):
            yield hit(flow)
