"""Nothing flows out of an end event."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("end-outgoing", "A sequence flow leaves the {name}; remove it or use an intermediate event.")
def end_outgoing(model: Model) -> Iterator[Hit]:
    for event in model.of("endEvent"):
        if model.outgoing(event):
            yield hit(event)
