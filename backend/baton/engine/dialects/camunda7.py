"""Camunda 7: what its Modeler writes beside the extensions that it shares with its relatives."""

import re
from collections.abc import Mapping

from lxml import etree

from baton.domain.problems import ERROR
from baton.engine.dialects import family
from baton.engine.dialects.family import Handler, read_text
from baton.engine.dialects.languages import juel
from baton.engine.dialects.mapping import Spot, Unmapped
from baton.engine.dialects.scripts import PYTHON, inline_script
from baton.engine.xml import children, local, text_of

NAME = "camunda-7"
NAMESPACES = ("http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn/camunda")
LANGUAGE = juel
HARMLESS = family.HARMLESS


def _value(spot: Spot, parameter: etree._Element) -> str:
    """The value of an input or output: a text, a list, a map or a script."""
    for child in parameter:
        if local(child) == "list":
            return f"[{', '.join(spot.expression(text_of(one)) for one in child)}]"
        if local(child) == "map":
            entries = (f'"{one.get("key")}": {spot.expression(text_of(one))}' for one in child)
            return "{" + ", ".join(entries) + "}"
        if local(child) == "script":
            return inline_script(child.get("scriptFormat") or "", text_of(child), "value").removeprefix("value = ")
    return spot.expression(text_of(parameter))


def _input_output(spot: Spot, value: str | etree._Element) -> None:
    assert not isinstance(value, str)
    for parameter in value:
        name = parameter.get("name") or ""
        if local(parameter) == "outputParameter":
            spot.after(spot.assign(name, spot.answered(_value(spot, parameter))))
        elif not spot.parameter(name, _value(spot, parameter)):
            spot.before(spot.assign(name, _value(spot, parameter)))


def _connector(spot: Spot, value: str | etree._Element) -> None:
    raise Unmapped("connectors have other parameters here; choose an operation", ERROR)


def _error_definition(spot: Spot, value: str | etree._Element) -> None:
    raise Unmapped("a connector answers with the error itself", ERROR)


def _resource(spot: Spot, value: str | etree._Element) -> None:
    raise Unmapped(f"the script “{read_text(value)}” lies in another file; paste it into the task", ERROR)


ATTRIBUTES: Mapping[str, Handler] = {**family.ATTRIBUTES, "resource": _resource}
ELEMENTS: Mapping[str, Handler] = {
    **family.ELEMENTS,
    "inputOutput": _input_output,
    "connector": _connector,
    "errorEventDefinition": _error_definition,
}


def finish(spot: Spot) -> None:
    """What the dialect says with BPMN's own words: the language of a script."""
    result = next(
        (spot.node.get(key) for key in spot.node.attrib if key.endswith(("}resultVariable", "}resultVariableName"))), None
    )
    script = next(children(spot.node, "script"), None)
    language = spot.node.get("scriptFormat") or ""
    if local(spot.node) != "scriptTask" or script is None:
        return
    if language.strip().lower() in PYTHON and result is None:
        return
    text = text_of(script)
    if language.strip().lower() in PYTHON:
        if result and not re.search(rf"^\s*{re.escape(result)}\s*=", text, re.MULTILINE):
            spot.script_task(spot.assign(result, text), text)
        return
    spot.script_task(inline_script(language, text, result), text)
