"""A message flow runs between two pools, out of something that sends and into something that receives."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.lint.model import EVENTS, Model, has
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, local

SENDERS = ("participant", "endEvent", "intermediateThrowEvent")
RECEIVERS = ("participant", "startEvent", "intermediateCatchEvent", "boundaryEvent")
BOTH = ("task", "userTask", "serviceTask", "subProcess", "transaction", "callActivity", "manualTask", "scriptTask",
        "businessRuleTask", "choreographyTask", "subChoreography", "adHocSubProcess")  # fmt: skip


@rule("message-flow", "The {name} {why}; draw it from a sending element of one pool to a receiving element of another.")
def message_flow(model: Model) -> Iterator[Hit]:
    for flow in model.root.iter(f"{{{BPMN}}}messageFlow"):
        source, target = model.source(flow), model.target(flow)
        if source is None or target is None:
            yield hit(flow, why="is not connected at both ends")
        elif local(source) not in (*SENDERS, *BOTH, "sendTask"):
            yield hit(flow, why=f"begins at {model.label(source)}, which sends nothing")
        elif local(target) not in (*RECEIVERS, *BOTH, "receiveTask"):
            yield hit(flow, why=f"ends at {model.label(target)}, which receives nothing")
        elif any(local(end) in EVENTS and not has(end, "messageEventDefinition") for end in (source, target)):
            yield hit(flow, why="is connected to an event that is not a message event")
        elif _pool(source, model) is _pool(target, model):
            yield hit(flow, why="begins and ends in one pool")


def _pool(element: etree._Element, model: Model) -> etree._Element | None:
    """The process that stands for the pool, or the participant itself where it names none."""
    if local(element) == "participant":
        process = model.by_id.get(element.get("processRef", "").rpartition(":")[2])
        return element if process is None else process
    return next(element.iterancestors(f"{{{BPMN}}}process"), element)
