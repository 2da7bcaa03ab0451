"""An interrupting timer fires once; with a cycle the engine would run all rounds before it interrupts."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import local


@rule("cycle-interrupting", "The {name} interrupts but has a cycle; use a duration, or make it non-interrupting.")
def cycle_interrupting(model: Model) -> Iterator[Hit]:
    for cycle in model.of("timeCycle"):
        event = next(cycle.iterancestors("{*}boundaryEvent"), None)
        if event is not None and local(event) == "boundaryEvent" and event.get("cancelActivity") != "false":
            yield hit(event)
