"""Every place of a model where designers write scripts or expressions."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from baton.engine.lint.model import Model, words
from baton.engine.timing import is_literal
from baton.engine.xml import BATON, BPMN, SPIFF, extension, local, text_of

CONDITIONS = ("conditionExpression", "condition", "completionCondition", "loopCondition")
EXPRESSIONS = (
    f"{{{BPMN}}}loopCardinality",
    f"{{{BPMN}}}messagePath",
    f"{{{SPIFF}}}messagePayload",
    f"{{{SPIFF}}}payloadExpression",
    f"{{{SPIFF}}}processVariableCorrelationExpression",
)
LANGUAGE = 2
"""The letters of a language."""
SPIFF_SCRIPTS = ("preScript", "postScript")


@dataclass(frozen=True)
class Slot:
    """One text with its place; ``boolean`` where it decides something."""

    element: etree._Element
    text: str
    kind: str
    boolean: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return words(self.kind)


def scripts(model: Model) -> Iterator[Slot]:
    """Script tasks, and scripts before and after other tasks."""
    for element in model.of("script"):
        yield Slot(element, text_of(element), "script")
    for node in model.nodes:
        for tag in SPIFF_SCRIPTS:
            for element in extension(node, tag, SPIFF):
                yield Slot(element, text_of(element), tag)


def expressions(model: Model) -> Iterator[Slot]:
    """Everything that has one value, timers left out: those have a rule of their own."""
    for tag in CONDITIONS:
        for element in model.of(tag):
            yield Slot(element, text_of(element), tag, boolean=True)
    for element in model.root.iter(*EXPRESSIONS):
        yield Slot(element, text_of(element), local(element))
    for node in model.of("serviceTask"):
        for element in node.iter(f"{{{SPIFF}}}parameter"):
            yield Slot(element, element.get("value", ""), f"parameter {element.get('id', '')}")
    yield from _settings(model)


def _settings(model: Model) -> Iterator[Slot]:
    """Expressions in Baton's own words; plain numbers, dates and lists of names stand for themselves."""
    for process in model.processes:
        for element in extension(process, "process", BATON):
            yield Slot(element, element.get("businessKey", ""), "business key")
    for node in model.of("userTask", "manualTask"):
        for element in extension(node, "task", BATON):
            due = element.get("dueDate", "")
            values = {"title": element.get("title", ""), "assignee": element.get("assignee", "")}
            values["due date"] = "" if is_literal(due) else due
            values["priority"] = element.get("priority", "")
            yield from (Slot(element, text, kind) for kind, text in values.items())
        for element in extension(node, "outsider", BATON):
            yield from _asked_outside(element)


def _asked_outside(element: etree._Element) -> Iterator[Slot]:
    """What is said about somebody without an account; a language and a length of time may stand as they are."""
    said = {kind: element.get(kind, "").strip() for kind in ("recipient", "name", "language", "expires")}
    plain = {"language": len(said["language"]) == LANGUAGE and said["language"].isalpha(), "expires": is_literal(said["expires"])}
    yield from (Slot(element, text, f"outsider's {kind}") for kind, text in said.items() if not plain.get(kind))


def literal(text: str) -> object:
    """The constant that the text is, or the ellipsis when it has to be evaluated."""
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return ...


def owner(element: etree._Element) -> etree._Element:
    """The element of the diagram that a text belongs to."""
    for candidate in element.iterancestors():
        if candidate.get("id") and not local(candidate).endswith(("Definition", "Characteristics")):
            return candidate
    return element
