"""A variable that is read before anybody can have written it stops the instance with an incident.

Only processes that begin with a form are judged: others may be given any variable by whoever starts them.
"""

import re
from collections.abc import Iterator

from lxml import etree

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model, definitions
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.slots import expressions, owner, scripts
from baton.engine.lint.variables.flow import VariableFlow
from baton.engine.lint.variables.writes import ANYTHING, NOTHING, form_fields, items
from baton.engine.outline import timer_text
from baton.engine.timing import is_literal
from baton.engine.xml import children, is_bpmn, local, text_of

CALLED = re.compile(rb"""calledElement=["']([^"']+)["']""")
AFTERWARDS = ("postScript", "completionCondition", "loopCondition")


@rule("unwritten-variable", "The {name} reads the variable “{variable}”, {why}; write it before or correct its name.", WARNING)
def unwritten(model: Model) -> Iterator[Hit]:
    called = _called(model)
    for process in model.processes:
        if not _begins_with_form(model, process) or process.get("id") in called:
            continue
        flow = VariableFlow(model, process)
        seen: set[tuple[etree._Element, str]] = set()
        for element, text, known in _reads(model, flow):
            for variable in sorted(model.around.sandbox.reads(text)) if ANYTHING not in known else ():
                if variable not in known and (element, variable) not in seen:
                    seen.add((element, variable))
                    written = variable in flow.anywhere or ANYTHING in flow.anywhere
                    why = "which is only written later or on another path" if written else "which nothing writes"
                    yield hit(element, variable=variable, why=why)


def _begins_with_form(model: Model, process: etree._Element) -> bool:
    starts = [event for event in children(process, "startEvent") if not definitions(event)]
    return bool(starts) and all(form_fields(model, event) is not None for event in starts)


def _called(model: Model) -> set[str]:
    """Processes that are called are given the variables of their callers."""
    contents = (content for name, content in model.around.files.items() if not name.endswith((".json", ".dmn")))
    named = {key.decode(errors="replace") for content in contents for key in CALLED.findall(content)}
    return named | {node.get("calledElement", "") for node in model.of("callActivity")}


def _reads(model: Model, flow: VariableFlow) -> Iterator[tuple[etree._Element, str, frozenset[str]]]:
    """Every text that reads variables, with the element it belongs to and what may be written by then."""
    for slot in (*scripts(model), *expressions(model)):
        element = owner(slot.element)
        source = model.source(element) if local(element) == "sequenceFlow" else element
        key = source.get("id", "") if source is not None else ""
        if key not in flow.before or not is_bpmn(element) or not slot.text:
            continue
        if local(slot.element) == "condition":
            yield element, slot.text, flow.anywhere
        elif source is not element or local(slot.element) in AFTERWARDS:
            yield element, slot.text, flow.after[key] | (flow.inside(element) if source is element else NOTHING)
        elif local(slot.element) == "preScript":
            yield element, slot.text, flow.before[key] | items(element)
        else:
            yield element, slot.text, flow.inside(element)
    for node in flow.nodes:
        if node.get("id", "") in flow.before:
            yield from ((node, text, flow.before[node.get("id", "")]) for text in _own(node))


def _own(node: etree._Element) -> Iterator[str]:
    """Timers and collections."""
    for definition in definitions(node):
        text = timer_text(definition) if local(node) != "startEvent" else None
        if text and not is_literal(text) and not text.startswith(("'", '"')):
            yield text
    for loop in children(node, "multiInstanceLoopCharacteristics"):
        yield from (text_of(ref) for ref in children(loop, "loopDataInputRef"))
