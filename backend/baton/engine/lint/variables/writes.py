"""Which variables an element of a model may write; where that cannot be known it may write anything."""

import ast
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from baton.engine.lint.model import Model, definitions
from baton.engine.lint.texts import LONGEST
from baton.engine.outline import form_of
from baton.engine.outputs import outputs_of
from baton.engine.xml import BATON, SPIFF, children, extension, local, text_of

ANYTHING = "*"
UNKNOWN = frozenset((ANYTHING,))
NOTHING: frozenset[str] = frozenset()
COUNTS = frozenset({"numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances"})
PARTS = ("allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "dependencies")


def writes(model: Model, node: etree._Element) -> frozenset[str]:
    """Everything the element may have written when it is left; sub-processes add what stands inside of them."""
    tag = local(node)
    found = set(_outcome(model, node, tag))
    for box in ("preScript", "postScript"):
        for script in extension(node, box, SPIFF):
            found |= assigned(text_of(script))
    for loop in children(node, "multiInstanceLoopCharacteristics"):
        found |= {text_of(ref) for ref in children(loop, "loopDataOutputRef")}
    return frozenset(found)


def _outcome(model: Model, node: etree._Element, tag: str) -> frozenset[str]:
    if tag in ("userTask", "manualTask"):
        fields = form_fields(model, node)
        return UNKNOWN if fields is None else fields | {"outcome"}
    if tag == "scriptTask":
        return assigned("\n".join(text_of(script) for script in children(node, "script")))
    if tag == "serviceTask":
        return frozenset(filter(None, (box.get("resultVariable") for box in extension(node, "serviceTaskOperator", SPIFF))))
    if tag == "businessRuleTask":
        decision = next((text_of(box) for box in extension(node, "calledDecisionId", SPIFF)), "")
        return frozenset(outputs_of(model.around.files, decision)[0]) or UNKNOWN
    if tag in ("callActivity", "receiveTask", "adHocSubProcess"):
        return UNKNOWN
    return _received(model, node, tag) if tag.endswith("Event") else NOTHING


def _received(model: Model, node: etree._Element, tag: str) -> frozenset[str]:
    """A start with a form has its fields; what is caught goes into a variable or, without one, everywhere."""
    found = definitions(node)
    if tag == "startEvent" and not found:
        fields = form_fields(model, node)
        return fields | _initiator(node) if fields is not None else UNKNOWN
    if tag in ("endEvent", "intermediateThrowEvent"):
        return NOTHING
    carried = [one for one in found if local(one) not in ("timerEventDefinition", "conditionalEventDefinition")]
    names = {text_of(box) for one in carried for box in one.iter(f"{{{SPIFF}}}messageVariable")}
    if not carried:
        return NOTHING
    return frozenset(names) if names and "" not in names else UNKNOWN


def _initiator(start: etree._Element) -> frozenset[str]:
    process = start.getparent()
    boxes = () if process is None else extension(process, "process", BATON)
    return frozenset(filter(None, (box.get("initiator") for box in boxes)))


def form_fields(model: Model, node: etree._Element) -> frozenset[str] | None:
    """The fields of the form that the element shows; None when there is none or it takes any."""
    name = form_of(node)
    content = model.around.files.get(name) if name else None
    try:
        told = json.loads(content) if content else None
        schema = told.get("schema", told) if isinstance(told, dict) else None
        names = set(_fields(schema)) if isinstance(schema, dict) else set()
    except (ValueError, RecursionError):
        return None
    return frozenset(names) if names and ANYTHING not in names else None


def _fields(schema: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in schema or schema.get("additionalProperties") is True or "patternProperties" in schema:
        yield ANYTHING
    properties = schema.get("properties")
    yield from properties if isinstance(properties, dict) else ()
    for key in PARTS:
        part = schema.get(key)
        parts = part if isinstance(part, list) else [*part.values(), part] if isinstance(part, dict) else []
        for one in parts:
            if isinstance(one, dict):
                yield from _fields(one)


def assigned(script: str) -> frozenset[str]:
    """Every name that a script sets."""
    return _known(script) if len(script) <= LONGEST else _assigned(script)


def _assigned(script: str) -> frozenset[str]:
    try:
        tree = ast.parse(script)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return UNKNOWN
    return frozenset(name for node in ast.walk(tree) for name in _names(node))


_known = lru_cache(maxsize=1000)(_assigned)


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)


def items(node: etree._Element) -> frozenset[str]:
    """What each instance of a multi-instance element sees of its own."""
    loops = list(children(node, "multiInstanceLoopCharacteristics"))
    return (COUNTS if loops else NOTHING) | frozenset(
        item.get("id", "") for loop in loops for tag in ("inputDataItem", "outputDataItem") for item in children(loop, tag)
    )
