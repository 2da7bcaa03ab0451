"""What pages and use cases need to know of a model, read once at deployment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from baton.domain.definitions import ElementOutline, Outcome, ProcessOutline, StartEvent
from baton.engine.xml import BATON, SPIFF, children, extension, is_bpmn, local, text_of

FLOW_NODES = frozenset(
    [
        "task",
        "userTask",
        "manualTask",
        "scriptTask",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "subProcess",
        "transaction",
        "adHocSubProcess",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    ]
)
SCOPES = frozenset(("subProcess", "transaction", "adHocSubProcess"))
START_KINDS = {
    "messageEventDefinition": "message",
    "signalEventDefinition": "signal",
    "timerEventDefinition": "timer",
    "conditionalEventDefinition": "conditional",
}


def outline(root: etree._Element, file: str) -> tuple[ProcessOutline, ...]:
    """Every executable process of a file."""
    names = {element.get("id", ""): element.get("name") for element in root if is_bpmn(element)}
    return tuple(_process(process, file, names) for process in children(root, "process") if executable(process))


def executable(process: etree._Element) -> bool:
    """A process runs unless it says otherwise; one without any element is only the outside of somebody else's pool."""
    return process.get("isExecutable", "true") in ("true", "1") and any(local(child) in FLOW_NODES for child in process)


def form_of(element: etree._Element) -> str | None:
    """The form file that an element names."""
    return prop(element, "formJsonSchemaFilename")


def prop(element: etree._Element, name: str) -> str | None:
    """One value of ``spiffworkflow:properties``."""
    for box in extension(element, "properties", SPIFF):
        for entry in children(box, "property", SPIFF):
            if entry.get("name") == name:
                return entry.get("value") or None
    return None


def timer_text(definition: etree._Element) -> str | None:
    """The expression inside a timer event definition."""
    for child in definition:
        if local(child) in ("timeDate", "timeDuration", "timeCycle"):
            return text_of(child)
    return None


@dataclass(frozen=True)
class _Place:
    """Where an element stands: the scope it runs in and the lane it inherits."""

    scope: str
    lane: str | None


def _process(process: etree._Element, file: str, names: Mapping[str, str | None]) -> ProcessOutline:
    key = process.get("id", "")
    lanes = dict(_lanes(process))
    return ProcessOutline(
        key=key,
        title=process.get("name") or key,
        file=file,
        starts=tuple(_start(event, names) for event in children(process, "startEvent")),
        elements={found.id: found for found in _elements(process, _Place(key, None), lanes) if found.id},
        lanes=tuple(dict.fromkeys(lanes.values())),
        documentation=_documentation(process),
        business_key=_told(process, "businessKey"),
        initiator=_told(process, "initiator"),
    )


def _told(process: etree._Element, name: str) -> str | None:
    return next((box.get(name) or None for box in extension(process, "process", BATON)), None)


def _elements(scope: etree._Element, place: _Place, lanes: Mapping[str, str]) -> Iterator[ElementOutline]:
    lanes = {**lanes, **dict(_lanes(scope))} if local(scope) in SCOPES else lanes
    for node in scope:
        if not is_bpmn(node) or local(node) not in FLOW_NODES:
            continue
        found = _element(node, _Place(place.scope, lanes.get(node.get("id", ""), place.lane)))
        yield found
        if found.type in SCOPES:
            yield from _elements(node, _Place(found.id, found.lane), lanes)


def _element(node: etree._Element, place: _Place) -> ElementOutline:
    return ElementOutline(
        id=node.get("id", ""),
        name=node.get("name") or node.get("id", ""),
        type=local(node),
        process=place.scope,
        lane=place.lane,
        form=form_of(node),
        documentation=_documentation(node),
        instructions="\n\n".join(text_of(box) for box in extension(node, "instructionsForEndUser", SPIFF)),
        outcomes=tuple(_outcome(box) for box in extension(node, "outcome", BATON)),
        attached_to=node.get("attachedToRef"),
        material_fields=tuple(name for box in extension(node, "task", BATON) for name in _names(box, "materialFields")),
        guests=for_guests(node),
        public=next((box.get("text", "") for box in extension(node, "public", BATON)), ""),
    )


def _outcome(box: etree._Element) -> Outcome:
    value = box.get("value", "")
    approves = box.get("approves") in ("true", "1")
    sends_back = box.get("sendsBack") in ("true", "1")
    role, tone = box.get("role") or "", box.get("tone") or "neutral"
    return Outcome(value, box.get("label") or value, tone, _names(box, "requires"), approves, role, sends_back)


def for_guests(node: etree._Element) -> bool:
    """What another designer marked as open to guests, or what goes outside anyway."""
    marked = any(text_of(box) in ("true", "1") for box in extension(node, "allowGuest", SPIFF))
    return marked or any(True for _ in extension(node, "outsider", BATON))


def _names(box: etree._Element, attribute: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in box.get(attribute, "").split(",") if name.strip())


def _start(event: etree._Element, names: Mapping[str, str | None]) -> StartEvent:
    element_id = event.get("id", "")
    for definition in event:
        kind = START_KINDS.get(local(definition))
        if kind == "timer":
            return StartEvent(element_id, kind, timer=timer_text(definition))
        if kind in ("message", "signal"):
            ref = definition.get(f"{kind}Ref", "").rpartition(":")[2]
            return StartEvent(element_id, kind, name=names.get(ref) or ref)
        if kind:
            return StartEvent(element_id, kind)
    return StartEvent(element_id, form=form_of(event))


def _lanes(scope: etree._Element) -> Iterator[tuple[str, str]]:
    """Element id and lane name, outer lanes first, so that the innermost wins in a dict."""
    for lane_set in (*children(scope, "laneSet"), *children(scope, "childLaneSet")):
        for lane in children(lane_set, "lane"):
            name = lane.get("name") or lane.get("id", "")
            for ref in children(lane, "flowNodeRef"):
                yield text_of(ref), name
            yield from _lanes(lane)


def _documentation(element: etree._Element) -> str:
    return "\n\n".join(filter(None, (text_of(child) for child in children(element, "documentation"))))
