"""How elements are called in the sentences that people read: by their name, or by what they are."""

import re
from typing import Any

from baton.engine.model.extensions import Element

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def called(element: Element | None, id: str, elements: Any = None) -> str:
    """“Check order”, the event at “Check order”, the parallel gateway “j”. ``elements`` tells what a boundary event stands at."""
    if element is None:
        return f"“{id}”"
    outline = element.outline
    if outline.name != outline.id:
        return f"“{outline.name}”"
    if outline.attached_to and elements is not None:
        return f"the event at {called(elements.get((outline.process, outline.attached_to)), outline.attached_to)}"
    return f"the {_WORDS.sub(' ', outline.type).lower()} “{outline.id}”"


def label(model: Any, spec: Any, name: str) -> str:
    """The element of a scope that a specification stands for."""
    found = spec.task_specs.get(name)
    return called(getattr(found, "around", None), name, model.elements)


def bare(text: str) -> str:
    """The text without quotation marks around it."""
    return text[1:-1] if text.startswith("“") and text.endswith("”") else text


def sentence(text: str) -> str:
    """The text with a capital where it begins."""
    return text[:1].upper() + text[1:]
