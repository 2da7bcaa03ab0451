"""A reference to nothing."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, local

# Attribute or child element, and the tags it may point at. Prefixes are dropped: files are read together.
TARGETS = {
    "messageRef": ("message",),
    "signalRef": ("signal",),
    "errorRef": ("error",),
    "escalationRef": ("escalation",),
    "dataObjectRef": ("dataObject",),
    "processRef": ("process",),
    "activityRef": ("task", "userTask", "manualTask", "scriptTask", "serviceTask", "businessRuleTask", "sendTask",
                    "receiveTask", "callActivity", "subProcess", "transaction"),
    "correlationPropertyRef": ("correlationProperty",),
}  # fmt: skip


@rule("dangling-reference", "{name} refers to the {kind} “{ref}”, which does not exist; choose an existing one.")
def dangling(model: Model) -> Iterator[Hit]:
    for element in model.root.iter(f"{{{BPMN}}}*"):
        references = [(key, value) for key, value in element.items() if key in TARGETS]
        if local(element) in TARGETS and element.text:
            references.append((local(element), element.text.strip()))
        for key, value in references:
            target = model.by_id.get(value.rpartition(":")[2])
            if key == "processRef" and value.rpartition(":")[2] in model.around.processes:
                continue
            if target is None or local(target) not in TARGETS[key]:
                yield hit(element, kind=key.removesuffix("Ref"), ref=value)
