"""Tells every element of a process as a step: what it is, who does it, what it needs and where it leads."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from lxml import etree

from baton.domain.definitions import ElementOutline, ProcessOutline, StartEvent
from baton.domain.documentation import ProcessDescription, Step, Way
from baton.domain.errors import InvalidInput
from baton.domain.ports.drawing import TimerText
from baton.engine.describing.roles import roles
from baton.engine.drawing.timers import times_of
from baton.engine.lint.model import Model, condition_of, definitions, words
from baton.engine.outline import SCOPES, timer_text
from baton.engine.xml import BATON, SPIFF, extension, local, text_of

_TIMERS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # the sentence does not depend on when it is said
STARTS = {
    "none": "Somebody starts it.",
    "message": "The message “{name}” starts it.",
    "signal": "The signal “{name}” starts it.",
    "timer": "It starts by the clock: {timer}.",
    "conditional": "It starts when its condition becomes true.",
}


def described(outline: ProcessOutline, model: Model) -> ProcessDescription:
    """One process of a file."""
    lanes = {id: element.lane for id, element in outline.elements.items()}
    told = (element for element in _in_order(outline.elements, model) if element.type != "boundaryEvent")
    steps = tuple(_step(element, lanes, model) for element in told if not _only_joins(model.by_id[element.id], model))
    starts = tuple(_start(start, model) for start in outline.starts)
    return ProcessDescription(outline.key, outline.title, outline.file, outline.documentation, starts, steps)


def _start(start: StartEvent, model: Model) -> str:
    timer = (
        "; ".join(_timer(definition, model) for definition in definitions(model.by_id[start.element_id])) if start.timer else ""
    )
    return STARTS[start.kind].format(name=start.name or "", timer=timer)


def _in_order(elements: Mapping[str, ElementOutline], model: Model) -> Iterator[ElementOutline]:
    """As a reader follows the drawing: each way to its end, the usual one before what happens when time runs out."""
    seen: set[str] = set()
    for beginning in sorted(elements, key=lambda id: bool(model.incoming(model.by_id[id])) or bool(elements[id].attached_to)):
        waiting = [beginning]
        while waiting:
            found = waiting.pop()
            if found in seen or found not in elements:
                continue
            seen.add(found)
            yield elements[found]
            waiting.extend(_after(model.by_id[found], model))


def _after(node: etree._Element, model: Model) -> Iterator[str]:
    if local(node) in SCOPES:
        yield from (child.get("id", "") for child in node if local(child) == "startEvent")
    for event in model.attached(node):
        yield event.get("id", "")
    for flow in reversed(model.outgoing(node)):
        yield flow.get("targetRef", "")


def _step(element: ElementOutline, lanes: Mapping[str, str | None], model: Model) -> Step:
    node = model.by_id[element.id]
    return Step(
        id=element.id, name=element.name if element.name != element.id else "", kind=words(element.type),
        scope=element.process, documentation=element.documentation, instructions=element.instructions,
        roles=roles(node, lanes, model), form=element.form, facts=tuple(_facts(node, model)),
        outcomes=tuple(outcome.label for outcome in element.outcomes), ways=tuple(_ways(node, model)),
    )  # fmt: skip


def _facts(node: etree._Element, model: Model) -> Iterator[tuple[str, str]]:
    for box in extension(node, "task", BATON):
        if box.get("dueDate"):
            yield "Due", box.get("dueDate", "")
        if others := [_name(id.strip(), model) or id.strip() for id in box.get("notSameAs", "").split(",") if id.strip()]:
            yield "Not the same person as in", ", ".join(others)
    yield from _outside_facts(node)
    for event in (node, *model.attached(node)):
        for definition in definitions(event):
            yield from _event_fact(event, definition, model)
    for box in extension(node, "calledDecisionId", SPIFF):
        yield "Decision", text_of(box)
    for box in extension(node, "serviceTaskOperator", SPIFF):
        yield "Operation", box.get("id", "").replace("/", ": ")
    if node.get("calledElement"):
        yield "Calls", node.get("calledElement", "")


def _outside_facts(node: etree._Element) -> Iterator[tuple[str, str]]:
    yield from (("Asked outside, by mail", box.get("recipient", "")) for box in extension(node, "outsider", BATON))
    yield from (("Outsiders read meanwhile", box.get("text", "")) for box in extension(node, "public", BATON))


def _event_fact(event: etree._Element, definition: etree._Element, model: Model) -> Iterator[tuple[str, str]]:
    kind = local(definition).removesuffix("EventDefinition")
    name = _name(definition.get(f"{kind}Ref"), model)
    what = _timer(definition, model) or name
    if local(event) != "boundaryEvent":
        if what:
            yield words(kind).capitalize(), what
        return
    goes_on = " (the step goes on)" if event.get("cancelActivity") == "false" else ""
    label = event.get("name")
    yield words(kind).capitalize(), f"{what or 'any'}{f' – {label}' if label and label not in what else ''}{goes_on}"


def _timer(definition: etree._Element, model: Model) -> str:
    """A timer as a sentence; as it is written where it cannot be read."""
    text = timer_text(definition)
    kind = next((_TIMERS[local(child)] for child in definition if local(child) in _TIMERS), "")
    if not text:
        return ""
    try:
        return times_of(TimerText(text, kind), _ANY_TIME, model.around.sandbox).sentence
    except InvalidInput:
        return text


def _name(reference: str | None, model: Model) -> str:
    found = model.by_id.get((reference or "").rpartition(":")[2])
    return "" if found is None else found.get("name") or found.get("id", "")


def _ways(node: etree._Element, model: Model) -> Iterator[Way]:
    default = node.get("default")
    for flow in model.outgoing(node):
        when = flow.get("name") or condition_of(flow) or ""
        yield Way(_target(flow, model), "otherwise" if flow.get("id") == default else when)
    for event in model.attached(node):
        for flow in model.outgoing(event):
            yield Way(_target(flow, model), by=event.get("name") or event.get("id", ""))


def _target(flow: etree._Element, model: Model, most: int = 20) -> str:
    found = model.target(flow)
    if found is not None and most and _only_joins(found, model):
        return _target(model.outgoing(found)[0], model, most - 1)
    return "" if found is None else found.get("name") or found.get("id", "")


def _only_joins(node: etree._Element, model: Model) -> bool:
    """A gateway without a name where paths only come together says nothing to a reader."""
    return local(node).endswith("Gateway") and not node.get("name") and len(model.outgoing(node)) == 1
