"""A user task without a lane and without people stays in nobody's worklist."""

from collections.abc import Iterator

from lxml import etree

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BATON, BPMN, extension, text_of

PEOPLE = ("assignee", "candidateGroups", "candidateUsers", "fallbackGroups", "fallbackUsers")


@rule("nobody", "The {name} is assigned to nobody; put it into a lane or name a person or group.", WARNING)
def nobody(model: Model) -> Iterator[Hit]:
    in_lanes = {text_of(ref) for ref in model.root.iter(f"{{{BPMN}}}flowNodeRef")}
    for node in model.of("userTask", "manualTask"):
        around = (node, *node.iterancestors())
        if not _named(node) and not any(element.get("id") in in_lanes for element in around):
            yield hit(node)


def _named(node: etree._Element) -> bool:
    return any(box.get(key) for box in extension(node, "task", BATON) for key in PEOPLE)
