"""A sequence flow without an id works, but nobody can point at it: no default flow, no coverage, no comment."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import children


@rule("flow-without-id", "In the {name}, {count} sequence flows have no id and cannot be default flows; give them ids.", WARNING)
def flow_without_id(model: Model) -> Iterator[Hit]:
    for scope in model.scopes():
        count = sum(1 for flow in children(scope, "sequenceFlow") if not flow.get("id"))
        if count:
            yield hit(scope, count=count)
