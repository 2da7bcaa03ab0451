"""A condition on a flow that leaves a task or an event is never read: the flow is always taken."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, condition_of
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local


@rule("task-condition", "The {name} has a condition but leaves no gateway; put an exclusive gateway before it.")
def task_condition(model: Model) -> Iterator[Hit]:
    for flow in model.flows:
        source = model.source(flow)
        if source is not None and not local(source).endswith("Gateway") and condition_of(flow):
            yield hit(flow)
