"""A process without a start event never runs."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule("start-missing", "The {name} has no start event; add one.")
def start_missing(model: Model) -> Iterator[Hit]:
    for process in model.processes:
        if not has(process, "startEvent"):
            yield hit(process)
