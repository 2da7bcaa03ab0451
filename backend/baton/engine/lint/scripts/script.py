"""A script has to be one that the sandbox runs."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import owner, scripts


@rule("script", "The {slot} of the {name} cannot run: {why}. Correct it.")
def script(model: Model) -> Iterator[Hit]:
    for slot in scripts(model):
        why = model.around.sandbox.check_script(slot.text) if slot.text else None
        if why:
            yield hit(owner(slot.element), slot=slot.name, why=why.rstrip("."))
