"""An interrupting event sub-process would run beside the process instead of in its place."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, is_event_sub_process
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import children

SENTENCE = "The {name} interrupts its process, which is not supported; make its start non-interrupting, or use a boundary event."


@rule("event-sub-process-interrupting", SENTENCE)
def event_sub_process_interrupting(model: Model) -> Iterator[Hit]:
    for scope in model.of("subProcess"):
        if is_event_sub_process(scope) and any(start.get("isInterrupting") != "false" for start in children(scope, "startEvent")):
            yield hit(scope)
