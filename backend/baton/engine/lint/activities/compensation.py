"""Compensation is not carried out by the engine: it would silently be left out."""

from collections.abc import Iterator

from baton.engine.lint.model import ACTIVITIES, EVENTS, Model, has, is_compensation
from baton.engine.lint.rule import Hit, hit, rule


@rule("compensation", "The {name} belongs to a compensation, which is not supported; model the way back with flows.")
def compensation(model: Model) -> Iterator[Hit]:
    for node in model.of(*ACTIVITIES, *EVENTS):
        if is_compensation(node) or has(node, "compensateEventDefinition"):
            yield hit(node)
