"""The engine knows that a sub-process is over by its end event."""

from collections.abc import Iterator

from baton.engine.lint.model import SUB_PROCESSES, Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule("sub-process-end", "The {name} has no end event; sub-processes without one are not supported, add one.")
def sub_process_end(model: Model) -> Iterator[Hit]:
    for scope in model.of(*SUB_PROCESSES):
        if not has(scope, "endEvent"):
            yield hit(scope)
