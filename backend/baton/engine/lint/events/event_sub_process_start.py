"""Event sub-processes that catch errors or escalations would run at once instead of when something happens."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has, is_event_sub_process
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import children

KINDS = ("error", "escalation")


@rule("event-sub-process-start", "The {name} starts at an {kind}, which is not supported; use a boundary event.")
def event_sub_process_start(model: Model) -> Iterator[Hit]:
    for scope in model.of("subProcess"):
        for start in children(scope, "startEvent"):
            for kind in KINDS:
                if is_event_sub_process(scope) and has(start, f"{kind}EventDefinition"):
                    yield hit(scope, kind=kind)
