"""Data flows between an element and a data object; anything else cannot be resolved."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, local, text_of

ENDS = {"dataInputAssociation": "sourceRef", "dataOutputAssociation": "targetRef"}


@rule("data-association", "The {name} refers to {what}; let it refer to a data object of the process.")
def association(model: Model) -> Iterator[Hit]:
    for element in model.of(*ENDS):
        ref = text_of(element.find(f"{{{BPMN}}}{ENDS[local(element)]}"))
        target = model.by_id.get(ref)
        if target is None:
            yield hit(element, what=f"“{ref}”, which does not exist")
        elif local(target) != "dataObjectReference":
            yield hit(element, what=f"a {model.label(target)}, which is not supported")
