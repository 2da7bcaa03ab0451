"""What the dialects have in common: where forms are found, how decisions answer, how expressions inside BPMN are rewritten."""

import re

from lxml import etree

from baton.domain.problems import ERROR
from baton.engine.dialects.formfields import drawn_fields, form
from baton.engine.dialects.mapping import Spot, Unmapped
from baton.engine.outputs import outputs_of
from baton.engine.xml import BPMN, SPIFF, children, extension, local, text_of

EXPRESSIONS = (
    "conditionExpression",
    "condition",
    "timeDate",
    "timeDuration",
    "timeCycle",
    "loopCardinality",
    "completionCondition",
)
COUNTERS = re.compile(r"\b(?:nrOf(?:Instances|ActiveInstances|CompletedInstances)|numberOf\w+Instances|loopCounter)\b")


def rewrite(spot: Spot) -> None:
    """Replace the expression inside a BPMN element; its original stays at the element around it. Raises ``Unmapped``."""
    text = text_of(spot.node)
    if COUNTERS.search(text):
        raise Unmapped(f"“{text[:80]}” counts instances, which scripts do not see here", ERROR)
    found = spot.written(text)
    if found is None:
        return
    around = spot.node.getparent()
    if around is not None:
        Spot(spot.model, around, spot.language).original(local(spot.node), text)
    spot.node.text = found
    for child in list(spot.node):
        spot.node.remove(child)


def show_form(spot: Spot, key: str) -> None:
    """The form that a key means: a file with that name, or a drawn form that is translated. Raises ``Unmapped``."""
    name = re.split(r"[/:]", key.strip())[-1]
    stem = re.sub(r"\.(?:form\.json|form|html?|json)\Z", "", name)
    for candidate in (name, f"{stem}.form.json"):
        if candidate.endswith(".form.json") and candidate in {**spot.model.files, **spot.model.made}:
            spot.form(candidate)
            return
    for candidate in (name, f"{stem}.form"):
        fields = drawn_fields(spot.model.files[candidate]) if candidate in spot.model.files else None
        if fields:
            spot.model.made[f"{stem}.form.json"] = form(spot.node.get("name") or stem, fields)
            spot.form(f"{stem}.form.json")
            return
    if f"{name}" in spot.model.files and name.endswith(".json"):
        spot.form(name)
        return
    raise Unmapped(f"the form “{key.strip()}” is not among the files; add {stem}.form.json and choose it")


def ask_decision(spot: Spot, decision: str, result: str | None, shape: str) -> None:
    """The decision of a business rule task; its answer under the name that the rest of the model reads."""
    if local(spot.node) != "businessRuleTask":
        raise Unmapped("only business rule tasks ask decisions here", ERROR)
    if re.search(r"[$#]\{|\A=", decision):
        raise Unmapped(f"which decision is asked is calculated ({decision[:80]}); name it", ERROR)
    if any(text_of(box) for box in extension(spot.node, "calledDecisionId", SPIFF)):
        return
    spot.own("calledDecisionId").text = decision.strip()
    outputs, listed = outputs_of(spot.model.files, decision.strip())
    if result and outputs:
        one = outputs[0]
        whole = "{" + ", ".join(f'"{name}": {name}' for name in outputs) + "}"
        shapes = {"singleEntry": one, "collectEntries": one if listed else f"[{one}]", "singleResult": whole}
        value = shapes.get(shape, f"[{whole}]")
        if listed and shape not in ("collectEntries",):
            several = ", ".join(f'"{name}": {name}[i]' for name in outputs)
            value = f"[{{{several}}} for i in range(len({one}))]"
        if value != result:
            spot.after(spot.assign(result, value))


def correlate(spot: Spot, message: str, property_name: str, expression: str) -> None:
    """The element waits for messages whose property has the value of the expression."""
    ids = {one.get("id") for one in children(spot.model.root, "correlationProperty")}
    found = next((one for one in children(spot.model.root, "message") if one.get("id") == message), None)
    if found is None or any(True for _ in extension(spot.node, "processVariableCorrelation", SPIFF)):
        return
    if property_name not in ids:
        known = etree.Element(f"{{{BPMN}}}correlationProperty", {"id": property_name, "name": property_name})
        read = etree.SubElement(known, f"{{{BPMN}}}correlationPropertyRetrievalExpression", {"messageRef": message})
        etree.SubElement(read, f"{{{BPMN}}}messagePath").text = property_name
        found.addnext(known)
    box = etree.SubElement(spot.box(), f"{{{SPIFF}}}processVariableCorrelation")
    etree.SubElement(box, f"{{{SPIFF}}}propertyId").text = property_name
    etree.SubElement(box, f"{{{SPIFF}}}expression").text = expression
