"""Flowable and Activiti: what they write beside the extensions that they share with Camunda 7."""

from collections.abc import Mapping

from lxml import etree

from baton.domain.problems import ERROR
from baton.engine.dialects import camunda7, family
from baton.engine.dialects.family import Handler, read_text
from baton.engine.dialects.languages import juel, quoted
from baton.engine.dialects.mapping import Spot, Unmapped
from baton.engine.xml import local, text_of

NAME = "flowable"
NAMESPACES = ("http://flowable.org/bpmn", "http://activiti.org/bpmn")
LANGUAGE = juel
HARMLESS = (family.HARMLESS - {"type"}) | {"scope", "triggerable", "skipExpressionEnabled", "executionTimeout"}


def _type(spot: Spot, value: str | etree._Element) -> None:
    """Service tasks that the engine runs itself: mail, http, shell, camel, external workers."""
    kind = read_text(value)
    if kind != "external-worker" and local(spot.node) == "serviceTask":
        raise Unmapped(f"the built-in task “{kind}” has other parameters here; choose an operation", ERROR)


def _field(spot: Spot, value: str | etree._Element) -> None:
    """A field of a Java class: a parameter of the operation."""
    assert not isinstance(value, str)
    text = value.get("stringValue") or value.get("expression")
    child = next((one for one in value if local(one) in ("string", "expression")), None)
    text = text_of(child) if text is None and child is not None else text or ""
    if not spot.parameter(value.get("name") or "", spot.written(text) or quoted(text)):
        raise Unmapped("only service tasks that call an operation have parameters", ERROR)


def _skip(spot: Spot, value: str | etree._Element) -> None:
    raise Unmapped("tasks are not skipped here; draw a gateway around it", ERROR)


ATTRIBUTES: Mapping[str, Handler] = {**family.ATTRIBUTES, "type": _type, "skipExpression": _skip}
ELEMENTS: Mapping[str, Handler] = {**family.ELEMENTS, "field": _field}
finish = camunda7.finish
