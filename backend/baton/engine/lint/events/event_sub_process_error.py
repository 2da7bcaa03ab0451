"""An error always interrupts: the process around cannot go on after it failed."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule(
    "event-sub-process-error",
    "The {name} catches an error without interrupting, which BPMN does not allow; make it interrupting.",
)
def event_sub_process_error(model: Model) -> Iterator[Hit]:
    for event in model.of("startEvent"):
        if has(event, "errorEventDefinition") and event.get("isInterrupting") == "false":
            yield hit(event)
