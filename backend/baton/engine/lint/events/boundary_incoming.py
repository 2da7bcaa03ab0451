"""Nothing flows into a boundary event."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("boundary-incoming", "A sequence flow leads into the {name}; lead it to the activity instead.")
def boundary_incoming(model: Model) -> Iterator[Hit]:
    for event in model.of("boundaryEvent"):
        if model.incoming(event):
            yield hit(event)
