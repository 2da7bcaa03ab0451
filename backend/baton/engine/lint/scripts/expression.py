"""An expression has to be one that the sandbox evaluates."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import expressions, owner


@rule("expression", "The {slot} “{text}” of the {name} is not an expression: {why}. Correct it.")
def expression(model: Model) -> Iterator[Hit]:
    for slot in expressions(model):
        why = model.around.sandbox.check_expression(slot.text) if slot.text else None
        if why:
            yield hit(owner(slot.element), slot=slot.name, text=slot.text[:80], why=why.rstrip("."))
