"""Two elements with one id: every reference to it is ambiguous."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN


@rule("duplicate-id", "The id {id} is used more than once, the second time by {name}; give one of them another id.")
def duplicate_id(model: Model) -> Iterator[Hit]:
    seen: set[str] = set()
    for element in model.root.iter(f"{{{BPMN}}}*"):
        found = element.get("id")
        if found and found in seen:
            yield hit(element, id=found)
        seen.add(found)
