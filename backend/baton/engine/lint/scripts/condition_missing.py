"""A condition that is drawn but not written."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import owner
from baton.engine.xml import BPMN, text_of


@rule("condition-missing", "The {name} waits for a condition that is not written; write one.")
def condition_missing(model: Model) -> Iterator[Hit]:
    for definition in model.of("conditionalEventDefinition"):
        if not text_of(definition.find(f"{{{BPMN}}}condition")):
            yield hit(owner(definition))
