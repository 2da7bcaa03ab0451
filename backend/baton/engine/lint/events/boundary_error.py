"""An error always interrupts: its activity cannot go on after it failed."""

from collections.abc import Iterator

from baton.engine.lint.model import Model, has
from baton.engine.lint.rule import Hit, hit, rule


@rule("boundary-error", "The {name} catches {kind} without interrupting, which BPMN does not allow; make it interrupting.")
def boundary_error(model: Model) -> Iterator[Hit]:
    for event in model.of("boundaryEvent"):
        for kind in ("error", "cancel"):
            if has(event, f"{kind}EventDefinition") and event.get("cancelActivity") == "false":
                yield hit(event, kind=f"an {kind}" if kind == "error" else f"a {kind}")
