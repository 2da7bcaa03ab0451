"""Tells a business rule task of a diagram which decision it asks, and leaves every other byte of the diagram as it is."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from baton.domain.errors import InvalidInput, NotFound
from baton.usecases.decisions.reading import uses

SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
_OPEN = r"<(?P<prefix>(?:[\w.-]+:)?)businessRuleTask\b(?P<attributes>[^>]*?\bid\s*=\s*[\"']{id}[\"'][^>]*?)(?P<closed>/?)>"
_BEFORE = re.compile(r"\s*<(?:[\w.-]+:)?documentation\b[^>]*?(?:/>|>.*?</(?:[\w.-]+:)?documentation>)", re.DOTALL)
_EXTENSIONS = re.compile(r"\s*<(?:[\w.-]+:)?extensionElements\b[^>]*?(?P<closed>/?)>")
_CALLED = re.compile(r"(<(?:[\w.-]+:)?calledDecisionId[^>]*>)[^<]*(?=<)")


def linked(files: Mapping[str, bytes], element: str, decision: str) -> dict[str, bytes]:
    """The diagram in which the task asks the decision. Raises ``NotFound`` and ``InvalidInput``."""
    for name in sorted(files):
        if not name.lower().endswith((".bpmn", ".bpmn2", ".xml")):
            continue
        text = files[name].decode(errors="surrogateescape")
        opening = re.search(_OPEN.format(id=re.escape(element)), text)
        if opening is None:
            continue
        changed = _asking(text, opening, escape(decision)).encode(errors="surrogateescape")
        if not any(use.element_id == element for use in uses({name: changed}).get(decision, ())):
            raise InvalidInput("The task could not be told to ask the decision; choose the decision in its properties.")
        return {name: changed}
    raise NotFound(f"The draft has no business rule task {element}.")


def _asking(text: str, opening: re.Match[str], decision: str) -> str:
    prefix, start, end = opening["prefix"], opening.start(), opening.end()
    called = f'<spiffworkflow:calledDecisionId xmlns:spiffworkflow="{SPIFF}">{decision}</spiffworkflow:calledDecisionId>'
    box = f"<{prefix}extensionElements>{called}</{prefix}extensionElements>"
    if opening["closed"]:
        return f"{text[:start]}<{prefix}businessRuleTask{opening['attributes']}>{box}</{prefix}businessRuleTask>{text[end:]}"
    close = text.find(f"</{prefix}businessRuleTask>", end)
    if _CALLED.search(text, end, close):
        return text[:end] + _CALLED.sub(lambda found: found[1] + decision, text[end:close], count=1) + text[close:]
    while documentation := _BEFORE.match(text, end, close):
        end = documentation.end()
    extensions = _EXTENSIONS.match(text, end, close)
    if extensions is None:
        return text[:end] + box + text[end:]
    if extensions["closed"]:
        return text[: extensions.start()] + box + text[extensions.end() :]
    return text[: extensions.end()] + called + text[extensions.end() :]
