"""Link events are not connected by the engine: everything behind them would silently be left out."""

from collections.abc import Iterator

from baton.engine.lint.model import EVENTS, Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule("link-event", "The {name} is a link event, which is not supported; draw a sequence flow instead.")
def link(model: Model) -> Iterator[Hit]:
    for event in model.of(*EVENTS):
        if has(event, "linkEventDefinition"):
            yield hit(event)
