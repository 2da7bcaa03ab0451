"""A condition behind an activity is a choice; with one flow only there is nothing to choose, and the path could end unseen."""

from collections.abc import Iterator

from baton.engine.lint.model import ACTIVITIES, Model, condition_of
from baton.engine.lint.rule import Hit, hit, rule


@rule("lone-condition", "The {name} has a condition but is the only way on; remove the condition or add another flow.")
def lone_condition(model: Model) -> Iterator[Hit]:
    for node in model.of(*ACTIVITIES):
        flows = model.outgoing(node)
        if len(flows) == 1 and condition_of(flows[0]):
            yield hit(flows[0])
