"""Two buttons with one value cannot be told apart afterwards."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BATON, extension


@rule("duplicate-outcome", "The {name} has two outcomes with the value “{value}”; give one of them another value.")
def duplicate_outcome(model: Model) -> Iterator[Hit]:
    for node in model.of("userTask", "manualTask"):
        seen: set[str] = set()
        for box in extension(node, "outcome", BATON):
            value = box.get("value", "")
            if value in seen:
                yield hit(node, value=value)
            seen.add(value)
