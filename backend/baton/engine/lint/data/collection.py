"""A data element says the same as its item definition about being a collection."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, local

KINDS = ("dataObject", "dataInput", "dataOutput", "property", "dataStore")


@rule("collection", "The {name} and its item definition disagree on being a collection; set isCollection alike.")
def collection(model: Model) -> Iterator[Hit]:
    for element in model.root.iter(*(f"{{{BPMN}}}{kind}" for kind in KINDS)):
        definition = model.by_id.get(element.get("itemSubjectRef", "").rpartition(":")[2])
        if definition is None or local(definition) != "itemDefinition" or local(element) in ("property", "dataStore"):
            continue
        if element.get("isCollection", "false") != definition.get("isCollection", "false"):
            yield hit(element)
