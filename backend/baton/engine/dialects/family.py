"""The extensions that Activiti, Flowable and Camunda 7 share: they descend from one engine."""

import re
from collections.abc import Callable, Mapping

from lxml import etree

from baton.domain.problems import ERROR
from baton.engine.dialects.formfields import Field, form
from baton.engine.dialects.languages import as_list, is_plain_time
from baton.engine.dialects.mapping import Spot, Unmapped
from baton.engine.dialects.parts import ask_decision, correlate, show_form
from baton.engine.dialects.scripts import inline_script, set_variable
from baton.engine.xml import local, text_of

Handler = Callable[[Spot, str | etree._Element], None]

# They say how another engine stores, schedules and shows; what runs stays the same.
HARMLESS = frozenset(
    (
        "async", "asyncBefore", "asyncAfter", "exclusive", "jobPriority", "taskPriority", "historyTimeToLive", "versionTag",
        "isStartableInTasklist", "modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon", "diagramRelationId",
        "initiatorCanCompletePrimary", "type", "decisionRefBinding", "calledElementBinding", "calledElementType", "formRefBinding",
        "formFieldValidation", "idName", "properties", "property", "inheritVariables", "sameDeployment", "localization",
    )
)  # fmt: skip


def read_text(value: str | etree._Element) -> str:
    """An attribute, or the text of an element."""
    return value if isinstance(value, str) else text_of(value)


def _assignee(spot: Spot, value: str | etree._Element) -> None:
    spot.rule("assignee", spot.expression(read_text(value)))


def _names(setting: str) -> Handler:
    def names(spot: Spot, value: str | etree._Element) -> None:
        text = read_text(value)
        parts = [part for part in re.split(r",(?![^{]*\})", text) if part.strip()]
        found = [spot.written(part.strip()) for part in parts]
        if all(one is None for one in found):
            spot.rule(setting, as_list(text))
        elif len(found) == 1:
            spot.rule(setting, str(found[0]))
        else:
            listed = [spot.expression(part) for part in parts]
            spot.rule(setting, f"[{', '.join(listed)}]")

    return names


def _due(spot: Spot, value: str | etree._Element) -> None:
    text = read_text(value)
    found = spot.written(text)
    if found is None and not is_plain_time(text):
        raise Unmapped(f"“{text[:80]}” is no date and no duration")
    spot.rule("dueDate", text.strip() if found is None else found)


def _priority(spot: Spot, value: str | etree._Element) -> None:
    spot.rule("priority", spot.expression(read_text(value)))


def _form(spot: Spot, value: str | etree._Element) -> None:
    show_form(spot, read_text(value))


def _decision(spot: Spot, value: str | etree._Element) -> None:
    name = next((key for key in spot.node.attrib if key.endswith("}resultVariable")), "")
    shape = next((spot.node.get(key) for key in spot.node.attrib if key.endswith("}mapDecisionResult")), "resultList")
    ask_decision(spot, read_text(value), spot.node.get(name), str(shape))


def _result(spot: Spot, value: str | etree._Element) -> None:
    if local(spot.node) not in ("businessRuleTask", "serviceTask", "scriptTask"):
        raise Unmapped("nothing here has a result", ERROR)


def _call(spot: Spot, value: str | etree._Element) -> None:
    """A worker's topic, a bean or a class: all of them are a connector's operation here."""
    text = read_text(value)
    name = re.sub(r"\A[$#]\{\s*|\s*\}\Z", "", text.strip()).rpartition("." if "(" not in text else "\0")[2]
    if not re.fullmatch(r"[\w.\-/]+", name):
        raise Unmapped(f"“{text[:80]}” names no operation of a connector; choose one", ERROR)
    result = next((spot.node.get(key) for key in spot.node.attrib if key.endswith("}resultVariable")), None)
    spot.operation(name, result)


def _evaluated(spot: Spot, value: str | etree._Element) -> None:
    raise Unmapped("a service task calls a connector and evaluates nothing; use a script task", ERROR)


def _mapped(before: bool) -> Handler:
    """What goes into a called process, or comes out of it."""

    def mapped(spot: Spot, value: str | etree._Element) -> None:
        assert not isinstance(value, str)
        if value.get("businessKey"):
            raise Unmapped("a called process has no business key of its own")
        if value.get("variables") == "all":
            return
        target = value.get("target") or ""
        source = value.get("source") or spot.expression(value.get("sourceExpression") or "")
        if source != target:
            (spot.before if before else spot.after)(spot.assign(target, source))

    return mapped


def _retry(spot: Spot, value: str | etree._Element) -> None:
    if local(spot.node) == "serviceTask":
        spot.retry(read_text(value))


def _listener(spot: Spot, value: str | etree._Element) -> None:
    assert not isinstance(value, str)
    event = {"create": "start", "complete": "end"}.get(value.get("event", ""), value.get("event") or "start")
    if event not in ("start", "end"):
        raise Unmapped(f"nothing listens to “{event}” here", ERROR)
    line = set_variable(value.get("expression") or "")
    script = next((child for child in value if local(child) == "script"), None)
    if script is not None:
        line = inline_script(script.get("scriptFormat") or "", text_of(script))
    if line is None:
        raise Unmapped("a listener of Java code cannot run here; use a task", ERROR)
    (spot.before if event == "start" else spot.after)(line)


def _field(child: etree._Element) -> Field:
    """``formField`` of Camunda and ``formProperty`` of its relatives."""
    rules = {rule.get("name", ""): rule.get("config") or "true" for rule in child.iter() if local(rule) == "constraint"}
    values = {value.get("id", ""): value.get("name") or value.get("id", "") for value in child if local(value) == "value"}
    return Field(
        id=child.get("id", ""),
        label=child.get("label") or child.get("name") or "",
        type=child.get("type") or "string",
        required=child.get("required") == "true" or "required" in rules,
        readonly=child.get("writable") == "false" or child.get("writeable") == "false" or "readonly" in rules,
        default=child.get("defaultValue") or child.get("default"),
        choices=values,
        limits={key.lower(): text for key, text in rules.items()},
    )


def fields(spot: Spot, found: list[etree._Element]) -> None:
    """A form file of the fields that stand in the model."""
    name = f"{spot.node.get('id')}.form.json"
    spot.model.made.setdefault(name, form(spot.node.get("name") or str(spot.node.get("id")), map(_field, found)))
    spot.form(name)


def _form_data(spot: Spot, value: str | etree._Element) -> None:
    assert not isinstance(value, str)
    fields(spot, [child for child in value if local(child) == "formField"])


def _form_property(spot: Spot, value: str | etree._Element) -> None:
    assert not isinstance(value, str)
    around = value.getparent()
    assert around is not None
    fields(spot, list(around.iterchildren(value.tag)))


def _collection(spot: Spot, value: str | etree._Element) -> None:
    text = read_text(value)
    found = spot.written(text) or text.strip()
    if not found.isidentifier():
        raise Unmapped(f"the collection “{text[:80]}” is calculated; set a variable in a script task before and name it", ERROR)
    spot.repeat("loopDataInputRef", found)


def _item(spot: Spot, value: str | etree._Element) -> None:
    if not read_text(value).isidentifier():
        raise Unmapped(f"“{read_text(value)}” cannot be the name of a variable", ERROR)
    spot.repeat("inputDataItem", id=read_text(value))


def _correlation(spot: Spot, value: str | etree._Element) -> None:
    around = spot.node.getparent()
    expression = spot.expression(read_text(value))
    name = expression if expression.isidentifier() else f"{around.get('id') if around is not None else 'message'}_key"
    correlate(spot, spot.node.get("messageRef", ""), name, expression)


def _initiator(spot: Spot, value: str | etree._Element) -> None:
    if not read_text(value).isidentifier():
        raise Unmapped(f"“{read_text(value)}” cannot be the name of a variable", ERROR)
    spot.around_process("initiator", read_text(value))


ATTRIBUTES: Mapping[str, Handler] = {
    "assignee": _assignee,
    "candidateUsers": _names("candidateUsers"),
    "candidateGroups": _names("candidateGroups"),
    "dueDate": _due,
    "priority": _priority,
    "formKey": _form,
    "formRef": _form,
    "decisionRef": _decision,
    "mapDecisionResult": _result,
    "resultVariable": _result,
    "resultVariableName": _result,
    "topic": _call,
    "delegateExpression": _call,
    "class": _call,
    "expression": _evaluated,
    "collection": _collection,
    "elementVariable": _item,
    "correlationKey": _correlation,
    "initiator": _initiator,
}
ELEMENTS: Mapping[str, Handler] = {
    "formData": _form_data,
    "formProperty": _form_property,
    "in": _mapped(before=True),
    "out": _mapped(before=False),
    "failedJobRetryTimeCycle": _retry,
    "executionListener": _listener,
    "taskListener": _listener,
}
