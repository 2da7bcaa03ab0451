"""What elements and their parts are called in a list of changes."""

import re

from lxml import etree

from baton.engine.xml import local

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LONGEST = 120
WORDS = {
    "dueDate": "deadline", "candidateGroups": "groups", "candidateUsers": "people", "assignee": "person", "notSameAs": "not the same person as",
    "materialFields": "fields an approval is about",
    "fallbackGroups": "fallback groups", "fallbackUsers": "fallback people",
    "serviceTaskOperator": "operation", "resultVariable": "result variable", "instructionsForEndUser": "instructions",
    "formJsonSchemaFilename": "form", "formUiSchemaFilename": "form layout", "calledDecisionId": "decision", "apqcId": "APQC id",
    "businessKey": "business key", "timeZone": "time zone", "calendar": "working hours", "counts": "what counts", "preScript": "script before", "postScript": "script after",
    "conditionExpression": "condition", "calledElement": "called process", "default": "default connection", "isExecutable": "may be executed",
    "cancelActivity": "interrupts", "isInterrupting": "interrupts", "triggeredByEvent": "event sub-process", "messageRef": "message",
    "signalRef": "signal", "errorRef": "error", "escalationRef": "escalation", "processRef": "process", "sourceRef": "from",
    "targetRef": "to", "timeDuration": "waits for", "timeDate": "waits until", "timeCycle": "repeats", "isSequential": "one after the other",
    "multiInstanceLoopCharacteristics": "repeated for many", "standardLoopCharacteristics": "repeated", "loopCardinality": "number of runs",
    "attachedToRef": "attached to", "taskType": "operation", "unitTests": "tests of the script",
    "outsider": "asked outside", "recipient": "mail address", "public": "told to outsiders", "allowGuest": "open to guests",
}  # fmt: skip


def words(name: str) -> str:
    """A name of the file format as people would say it."""
    return WORDS.get(name) or _CAMEL.sub(" ", name).replace("_", " ").lower()


def kind(element: etree._Element) -> str:
    """User task, exclusive gateway, timer boundary event."""
    text = _CAMEL.sub(" ", local(element)).lower()
    if text == "sub process" and element.get("triggeredByEvent") == "true":
        text = "event sub-process"
    event = next((local(child) for child in element if local(child).endswith("EventDefinition")), "")
    trigger = _CAMEL.sub(" ", event.removesuffix("EventDefinition")).lower()
    return f"{trigger} {text}".strip().replace("sequence flow", "connection").replace("sub process", "sub-process")


def subject(element: etree._Element, names: dict[str, str]) -> str:
    """How a change names the element: User task “Check order”, Connection from “A” to “B”."""
    said = kind(element)
    said = said[:1].upper() + said[1:]
    ends = element.get("sourceRef"), element.get("targetRef")
    name = named(element)
    if name:
        said = f"{said} “{short(name)}”"
    if all(ends):
        return f"{said} from “{names.get(ends[0] or '', ends[0])}” to “{names.get(ends[1] or '', ends[1])}”"
    return said if name else f"{said} {element.get('id')}"


def named(element: etree._Element) -> str:
    """The name, in one line."""
    return " ".join((element.get("name") or "").split())


def short(text: str) -> str:
    """Long texts cut, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def difference(what: str, before: str | None, after: str | None) -> str:
    """One difference as a sentence."""
    if before is None:
        return f"{what}: “{short(after or '')}” was added."
    if after is None:
        return f"{what}: “{short(before)}” was taken away."
    return f"{what}: “{short(before)}” became “{short(after)}”."
