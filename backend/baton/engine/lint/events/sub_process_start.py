"""A sub-process begins at exactly one start event; only an event sub-process waits for something there."""

from collections.abc import Iterator

from baton.engine.lint.model import SUB_PROCESSES, Model, definitions, has, is_event_sub_process
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import children


@rule("sub-process-start", "The {name} {why}; give it exactly one start event {kind}.")
def sub_process_start(model: Model) -> Iterator[Hit]:
    for scope in model.of(*SUB_PROCESSES):
        starts = list(children(scope, "startEvent"))
        event = is_event_sub_process(scope)
        kind = "that says what it waits for" if event else "of no kind"
        if len(starts) != 1:
            yield hit(scope, why=f"has {len(starts)} start events", kind=kind)
        elif event and not definitions(starts[0]) and not has(starts[0], "eventDefinitionRef"):
            yield hit(scope, why="has a start event that waits for nothing", kind=kind)
        elif not event and definitions(starts[0]):
            yield hit(scope, why="has a start event that waits for something", kind=kind)
