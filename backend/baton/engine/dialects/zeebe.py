"""Camunda 8: the extensions of Zeebe, whose expressions are FEEL behind an equals sign."""

import re
from collections.abc import Callable, Mapping

from lxml import etree

from baton.domain.problems import ERROR
from baton.engine.dialects.family import Handler
from baton.engine.dialects.formfields import drawn_fields, form
from baton.engine.dialects.languages import as_list, feel, is_plain_time, quoted
from baton.engine.dialects.mapping import Spot, Unmapped
from baton.engine.dialects.parts import ask_decision, correlate, show_form
from baton.engine.xml import BPMN, children, extension, local, text_of

NAME = "zeebe"
NAMESPACES = ("http://camunda.org/schema/zeebe/1.0",)
LANGUAGE = feel
# Templates, versions and example data of the Modeler; which kind of user task it is; where a worker is linked.
HARMLESS = frozenset(
    (
        "modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon", "userTask", "userTaskForm", "versionTag",
        "properties", "exampleOutputJson", "linkedResources", "subscription", "adHoc",
    )
)  # fmt: skip


def _task(spot: Spot, value: etree._Element) -> None:
    kind = value.get("type") or ""
    if kind.startswith("="):
        raise Unmapped("which worker is called is calculated; name it", ERROR)
    spot.operation(kind)
    retries = value.get("retries") or ""
    if retries.isdigit() and int(retries) > 1:
        spot.retry(f"R{int(retries) - 1}")


def _form(spot: Spot, value: etree._Element) -> None:
    key = value.get("formId") or value.get("formKey") or value.get("externalReference") or ""
    inside = key.removeprefix("camunda-forms:bpmn:")
    for kept in spot.model.root.iter(f"{{{NAMESPACES[0]}}}userTaskForm"):
        fields = drawn_fields(text_of(kept)) if kept.get("id") == inside else None
        if fields:
            spot.model.made[f"{inside}.form.json"] = form(spot.node.get("name") or inside, fields)
    show_form(spot, inside)


def _assignment(spot: Spot, value: etree._Element) -> None:
    if value.get("assignee"):
        spot.rule("assignee", spot.expression(value.get("assignee", "")))
    for name in ("candidateGroups", "candidateUsers"):
        text = value.get(name)
        if text:
            found = spot.written(text)
            spot.rule(name, as_list(text) if found is None else found)


def _schedule(spot: Spot, value: etree._Element) -> None:
    text = value.get("dueDate")
    if text:
        found = spot.written(text)
        if found is None and not is_plain_time(text):
            raise Unmapped(f"“{text[:80]}” is no date and no duration")
        spot.rule("dueDate", text.strip() if found is None else found)
    if value.get("followUpDate"):
        raise Unmapped("tasks have no date to follow up here")


def _priority(spot: Spot, value: etree._Element) -> None:
    spot.rule("priority", spot.expression(value.get("priority", "")))


def _io(spot: Spot, value: etree._Element) -> None:
    for entry in value:
        target, source = entry.get("target") or "", spot.expression(entry.get("source") or "")
        if local(entry) == "output":
            if source != target or local(spot.node) == "serviceTask":
                spot.after(spot.assign(target, spot.answered(source)))
        elif not spot.parameter(target, source) and source != target:
            spot.before(spot.assign(target, source))


def _headers(spot: Spot, value: etree._Element) -> None:
    for header in value:
        if not spot.parameter(header.get("key") or "", quoted(header.get("value") or "")):
            raise Unmapped("only service tasks hand texts to a connector")


def _called(spot: Spot, value: etree._Element) -> None:
    process = value.get("processId") or ""
    if process.startswith("="):
        raise Unmapped("which process is called is calculated; name it", ERROR)
    if not spot.node.get("calledElement"):
        spot.node.set("calledElement", process)


def _decision(spot: Spot, value: etree._Element) -> None:
    result = value.get("resultVariable")
    ask_decision(spot, value.get("decisionId") or "", result, "singleEntry")


def _script(spot: Spot, value: etree._Element) -> None:
    if text_of(next(children(spot.node, "script"), None)):
        return
    result = value.get("resultVariable") or ""
    spot.script_task(spot.assign(result, spot.expression(value.get("expression") or "")), "")


def _loop(spot: Spot, value: etree._Element) -> None:
    collection = spot.expression(value.get("inputCollection") or "")
    if not collection.isidentifier():
        raise Unmapped("the collection is calculated; set a variable in a script task before and name it", ERROR)
    element, result = value.get("outputElement"), value.get("outputCollection")
    if not (value.get("inputElement") or "item").isidentifier():
        raise Unmapped(f"“{value.get('inputElement')}” cannot be the name of a variable", ERROR)
    item = spot.expression(element) if element else ""
    if result and not item.isidentifier():
        raise Unmapped(f"“{element}” collects a calculated value; set a variable inside and name it", ERROR)
    spot.repeat("loopDataInputRef", collection)
    if result:
        spot.repeat("loopDataOutputRef", result)
    if value.get("inputElement"):
        spot.repeat("inputDataItem", id=value.get("inputElement") or "")
    if result:
        spot.repeat("outputDataItem", id=item)


def _unheard(spot: Spot, value: etree._Element) -> None:
    raise Unmapped("a listener is a worker that nobody calls here; use a task", ERROR)


def _on_element(handle: Callable[[Spot, etree._Element], None]) -> Handler:
    def call(spot: Spot, value: str | etree._Element) -> None:
        assert not isinstance(value, str)
        handle(spot, value)

    return call


ATTRIBUTES: Mapping[str, Handler] = {}
ELEMENTS: Mapping[str, Handler] = {
    name: _on_element(handle)
    for name, handle in {
        "taskDefinition": _task,
        "formDefinition": _form,
        "assignmentDefinition": _assignment,
        "taskSchedule": _schedule,
        "priorityDefinition": _priority,
        "ioMapping": _io,
        "taskHeaders": _headers,
        "calledElement": _called,
        "calledDecision": _decision,
        "script": _script,
        "loopCharacteristics": _loop,
        "executionListeners": _unheard,
        "taskListeners": _unheard,
    }.items()
}


def finish(spot: Spot) -> None:
    """Messages name their correlation key themselves; everything that waits for one gets it."""
    ref = spot.node.get("messageRef", "").rpartition(":")[2]
    if local(spot.node) not in ("messageEventDefinition", "receiveTask") or not ref or _throws(spot.node):
        return
    for message in children(spot.model.root, "message"):
        for box in extension(message, "subscription", NAMESPACES[0]) if message.get("id") == ref else ():
            expression = spot.expression(box.get("correlationKey") or "")
            name = expression if re.fullmatch(r"[^\W\d]\w*", expression) else f"{ref}_key"
            correlate(spot, ref, name, expression)


def _throws(node: etree._Element) -> bool:
    around = node.getparent()
    return around is not None and around.tag in (f"{{{BPMN}}}endEvent", f"{{{BPMN}}}intermediateThrowEvent")
