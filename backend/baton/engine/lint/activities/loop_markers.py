"""An activity either loops or runs for every item, not both."""

from collections.abc import Iterator

from baton.engine.lint.model import ACTIVITIES, Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule("loop-markers", "The {name} is marked both as a loop and as multi-instance; choose one.")
def loop_markers(model: Model) -> Iterator[Hit]:
    for node in model.of(*ACTIVITIES):
        if has(node, "standardLoopCharacteristics") and has(node, "multiInstanceLoopCharacteristics"):
            yield hit(node)
