"""A condition that is a number or a text decides nothing."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import expressions, literal, owner


@rule("constant-condition", "The {slot} of the {name} is always {value}; write a comparison that is true or false.")
def constant_condition(model: Model) -> Iterator[Hit]:
    for slot in expressions(model):
        value = literal(slot.text) if slot.boolean else ...
        if value is not ... and not isinstance(value, bool):
            yield hit(owner(slot.element), slot=slot.name, value=slot.text[:80])
