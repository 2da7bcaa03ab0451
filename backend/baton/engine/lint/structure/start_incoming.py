"""Nothing flows into a start event."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("start-incoming", "A sequence flow leads into the {name}; lead it to the first element after the start instead.")
def start_incoming(model: Model) -> Iterator[Hit]:
    for event in model.of("startEvent"):
        if model.incoming(event):
            yield hit(event)
