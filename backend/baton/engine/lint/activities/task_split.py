"""Several flows out of one task or event are a hidden parallel split that the engine does not do."""

from collections.abc import Iterator

from baton.engine.lint.model import ACTIVITIES, Model
from baton.engine.lint.rule import Hit, hit, rule

EVENTS = ("intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")


@rule("task-split", "Several flows leave the {name}; put a gateway behind it that says how to go on.")
def task_split(model: Model) -> Iterator[Hit]:
    for node in model.of(*ACTIVITIES, *EVENTS):
        if len(model.outgoing(node)) > 1:
            yield hit(node)
