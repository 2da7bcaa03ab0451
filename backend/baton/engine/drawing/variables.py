"""Which variables a model speaks of: who writes each of them, who reads it, and what kind of value it holds."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from baton.domain.ports.drawing import ModelVariable, Touch
from baton.engine.drawing.types import Kind, decision_parts, form_kinds, script_kinds
from baton.engine.lint.model import Model, definitions
from baton.engine.lint.slots import expressions, owner, scripts
from baton.engine.lint.variables.writes import ANYTHING, assigned
from baton.engine.outline import form_of, timer_text
from baton.engine.timing import is_literal
from baton.engine.xml import BATON, BPMN, SPIFF, children, extension, local, text_of

_NAME = re.compile(r"[^\W\d]\w*")
_SHOWN = re.compile(r"\{\{\s*([^\W\d]\w*)")
_WORDS = {
    "script": "script", "preScript": "script before", "postScript": "script after", "conditionExpression": "condition",
    "condition": "condition", "completionCondition": "stop condition", "loopCondition": "loop condition",
    "loopCardinality": "number of runs", "messagePath": "correlation", "messagePayload": "message",
    "payloadExpression": "content", "processVariableCorrelationExpression": "correlation",
}  # fmt: skip
_LOOPS = {"inputDataItem": "item of a loop", "outputDataItem": "result of a run"}


@dataclass
class _Found:
    """Everything known of one variable so far."""

    kind: Kind = field(default_factory=Kind)
    written: dict[Touch, None] = field(default_factory=dict)
    read: dict[Touch, None] = field(default_factory=dict)


def variables_of(model: Model) -> tuple[ModelVariable, ...]:
    """By name; what may be written without the model saying so (a call, a start without a form) is not among them."""
    found: dict[str, _Found] = defaultdict(_Found)
    for name, kind, touch in _writes(model):
        if name and name != ANYTHING and _NAME.fullmatch(name):
            one = found[name]
            one.kind = one.kind.joined(kind)
            one.written[touch] = None
    for name, touch in _reads(model):
        found[name].read[touch] = None
    return tuple(
        ModelVariable(name, one.kind.words, one.kind.values, tuple(one.written), tuple(one.read))
        for name, one in sorted(found.items())
    )


_Write = tuple[str, Kind, Touch]


def _writes(model: Model) -> Iterator[_Write]:
    for node in model.nodes:
        id, tag = node.get("id", ""), local(node)
        if tag in ("userTask", "manualTask", "startEvent"):
            how = "start form" if tag == "startEvent" else "form"
            yield from ((name, kind, Touch(id, how)) for name, kind in form_kinds(model.around.files, form_of(node)).items())
        for box in () if tag != "startEvent" else extension(node.getparent(), "process", BATON):
            yield box.get("initiator", ""), Kind("text"), Touch(id, "who starts it")
        outcomes = tuple(filter(None, (box.get("value") for box in extension(node, "outcome", BATON))))
        if outcomes:
            yield "outcome", Kind("text", outcomes), Touch(id, "outcome")
        yield from _computed(model, node)
        yield from _received(model, node)
        yield from _looped(node)
    for element in model.of("dataObject"):
        yield element.get("id", ""), Kind(), Touch(model.place(element) or "", "data object")


def _computed(model: Model, node: etree._Element) -> Iterator[_Write]:
    id = node.get("id", "")
    texts = [(text_of(one), "script") for one in children(node, "script")]
    texts += [(text_of(one), _WORDS[tag]) for tag in ("preScript", "postScript") for one in extension(node, tag, SPIFF)]
    for text, how in texts:
        kinds = script_kinds(text)
        yield from ((name, kinds.get(name, Kind()), Touch(id, how)) for name in sorted(assigned(text)))
    for box in extension(node, "serviceTaskOperator", SPIFF):
        yield box.get("resultVariable", ""), Kind(), Touch(id, "answer of the operation")
    for box in extension(node, "calledDecisionId", SPIFF):
        for name, kind in decision_parts(model.around.files, text_of(box)).outputs:
            yield name, kind, Touch(id, "decision")


def _received(model: Model, node: etree._Element) -> Iterator[_Write]:
    for place in (node, *definitions(node)):
        message = model.by_id.get(place.get("messageRef", "").rpartition(":")[2])
        for holder in (place,) if message is None else (place, message):
            for box in extension(holder, "messageVariable", SPIFF):
                yield text_of(box), Kind(), Touch(node.get("id", ""), "message")


def _looped(node: etree._Element) -> Iterator[_Write]:
    for loop in children(node, "multiInstanceLoopCharacteristics"):
        for tag, how in _LOOPS.items():
            for item in children(loop, tag):
                yield item.get("id", ""), Kind(), Touch(node.get("id", ""), how)
        for ref in children(loop, "loopDataOutputRef"):
            yield text_of(ref), Kind("list"), Touch(node.get("id", ""), "results of a loop")


def _reads(model: Model) -> Iterator[tuple[str, Touch]]:
    for element, text, how in _texts(model):
        id = model.place(owner(element)) or ""
        for name in sorted(model.around.sandbox.reads(text)) if text else ():
            yield name, Touch(id, how)
    for node in model.nodes:
        yield from (
            (name, Touch(node.get("id", ""), "form")) for name in form_kinds(model.around.files, form_of(node), read_only=True)
        )
        for box in extension(node, "instructionsForEndUser", SPIFF):
            yield from ((name, Touch(node.get("id", ""), "instructions")) for name in _SHOWN.findall(text_of(box)))


def _texts(model: Model) -> Iterator[tuple[etree._Element, str, str]]:
    """Every text that is evaluated, with the word for it."""
    for slot in (*scripts(model), *expressions(model)):
        yield slot.element, slot.text, _WORDS.get(slot.kind, slot.kind)
    for element in model.root.iter(f"{{{SPIFF}}}processVariableCorrelation"):
        yield from ((one, text_of(one), "correlation") for one in children(element, "expression", SPIFF))
    for node in model.nodes:
        for definition in definitions(node):
            text = timer_text(definition) or ""
            if not is_literal(text):
                yield definition, text, "timer"
        for ref in node.iterfind(f"{{{BPMN}}}multiInstanceLoopCharacteristics/{{{BPMN}}}loopDataInputRef"):
            yield ref, text_of(ref), "loop"
        for box in extension(node, "calledDecisionId", SPIFF):
            yield from ((box, text, "decision") for text in decision_parts(model.around.files, text_of(box)).inputs)
